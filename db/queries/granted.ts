/** Grants lie in the order of the workspaces; those of one invitation or member are found by the list in its row. */
import { sql, type SQL } from 'drizzle-orm'
import { invitationGrant, membershipGrant } from '../schema/index.ts'

/** For FROM, behind an invitation under this name: its grants, as `g`. */
export function promisedTo(invitation: string): SQL {
  const of = sql.raw(invitation)
  return sql`json_each(${of}.granted_in) AS granted_in
    CROSS JOIN ${invitationGrant} AS g ON g.workspace_id = granted_in.value AND g.invitation_id = ${of}.id`
}

/** For FROM, behind a membership under this name: its grants, as `g`. */
export function grantedTo(membership: string): SQL {
  const of = sql.raw(membership)
  return sql`json_each(${of}.granted_in) AS granted_in CROSS JOIN ${membershipGrant} AS g
    ON g.workspace_id = granted_in.value AND g.user_id = ${of}.user_id AND g.organization_id = ${of}.organization_id`
}
