/** Grants stand in the order of the workspaces; those of one invitation or member are found by the list in its row. */
import { sql, type SQL } from 'drizzle-orm'
import { invitationGrant, membershipGrant } from '../schema/index.ts'
import { plain } from './page.ts'

/** For FROM, behind an invitation under the name `i`: its grants, as `g`. */
export function promisedTo(i: string): SQL {
  return sql`json_each(${plain(i)}.granted_in) AS granted_in
    CROSS JOIN ${invitationGrant} AS g ON g.workspace_id = granted_in.value AND g.invitation_id = ${plain(i)}.id`
}

/** For FROM, behind a membership under the name `m`: its grants, as `g`. */
export function grantedTo(m: string): SQL {
  return sql`json_each(${plain(m)}.granted_in) AS granted_in CROSS JOIN ${membershipGrant} AS g
    ON g.workspace_id = granted_in.value AND g.user_id = ${plain(m)}.user_id AND g.organization_id = ${plain(m)}.organization_id`
}
