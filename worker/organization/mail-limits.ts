import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import type { Configuration } from '../configuration.ts'
import type { Limit } from '../domain/quota.ts'

/** R42: how many invitation mails an organization sends, and an address gets, in a day. */
export function mailLimits(
  { limits }: Configuration,
  organizationId: string,
  emailKey: string,
): Limit[] {
  return [
    { key: organizationKey(organizationId), limit: limits.mailsPerOrganization },
    { key: `${addressPrefix}${emailKey}`, limit: limits.mailsPerAddress },
  ]
}

/** The keys of those limits, as a JSON list, for an address that is itself still to be read. */
export function mailLimitKeys(organizationId: string, emailKey: SQL<string>): SQL {
  return sql`json_array(${organizationKey(organizationId)}, ${addressPrefix} || ${emailKey})`
}

const addressPrefix = 'mail:address:'

function organizationKey(organizationId: string) {
  return `mail:organization:${organizationId}`
}
