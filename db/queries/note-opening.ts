import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { auditEvent, invitation, organization } from '../schema/index.ts'

/**
 * Notes in the audit log that the link of a sending was opened, once. It is written on a read, without the object and
 * its fence: nothing is ever decided on it. An invitation that is gone or was sent anew meanwhile gets none.
 */
export async function noteOpening(
  db: Database,
  { invitationId, generation }: { invitationId: string; generation: number },
  now: number,
): Promise<void> {
  const sending = `opening:${invitationId}:${generation}`
  const details = JSON.stringify({ generation })
  // As in `record` (worker/organization/apply.ts), every column in the schema's order.
  await db
    .insert(auditEvent)
    .select(
      sql`SELECT ${sending}, i.organization_id, ${sending}, 0, o.version, 'invitation.open', 'link', i.id, ${details}, NULL, ${now}
      FROM ${invitation} AS i JOIN ${organization} AS o ON o.id = i.organization_id
      WHERE i.id = ${invitationId} AND i.generation = ${generation}`,
    )
    .onConflictDoNothing()
}
