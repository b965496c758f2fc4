/** What is looked up by a decision, as a table for its queries. */
import { sql, SQL } from 'drizzle-orm'
import { promisedTo } from './granted.ts'
import type { Given } from './kept.ts'

/** A list without repetitions (as JSON where it is given), or a query of one column `value` for what is itself still to be read. */
export type Keys = Given<readonly string[]> | SQL

/**
 * Keys as a table, for the left of a cross join, which keeps it the outer loop: each of `asked` is one look-up by an
 * index, however many rows the organization has. A list is one parameter: D1 takes a hundred at most.
 */
export function each(keys: Keys): SQL {
  return keys instanceof SQL ? sql`(${keys}) AS "asked"` : sql`${list(keys)} AS "asked"`
}

/** One of them, in the queries that are made from `each`. */
export const asked = sql<string>`"asked"."value"`

type List = Given<readonly string[]>

/** The keys, and `prefix` before the address key of each of these invitations. */
export function orAddressesOf(
  invitationIds: List,
  keys: List,
  { organizationId, prefix = '' }: { organizationId: Given<string>; prefix?: string },
): SQL {
  return sql`SELECT value FROM ${list(keys)} UNION SELECT ${prefix} || of.email_key FROM ${list(invitationIds)} AS one
    CROSS JOIN invitation AS of WHERE of.id = one.value AND +of.organization_id = ${organizationId}`
}

/** The keys, and the workspaces that these invitations grant. */
export function orWorkspacesOf(invitationIds: List, keys: List): SQL {
  return sql`SELECT value FROM ${list(keys)} UNION SELECT g.workspace_id FROM ${list(invitationIds)} AS one
    CROSS JOIN invitation AS of ON of.id = one.value CROSS JOIN ${promisedTo('of')}`
}

function list(keys: List): SQL {
  return sql`json_each(${Array.isArray(keys) ? JSON.stringify(keys) : keys})`
}
