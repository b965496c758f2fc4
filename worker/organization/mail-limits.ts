import type { Configuration } from '../configuration.ts'
import type { Limit } from '../domain/quota.ts'

/** R42: how many invitation mails an organization sends, and an address gets, in a day. */
export function mailLimits(
  { limits }: Configuration,
  organizationId: string,
  emailKey: string,
): Limit[] {
  return [
    { key: organizationLimitKey(organizationId), limit: limits.mailsPerOrganization },
    { key: addressLimitKey(emailKey), limit: limits.mailsPerAddress },
  ]
}

/** Before the key of an address. */
export const addressLimitPrefix = 'mail:address:'

export function addressLimitKey(emailKey: string): string {
  return `${addressLimitPrefix}${emailKey}`
}

export function organizationLimitKey(organizationId: string): string {
  return `mail:organization:${organizationId}`
}
