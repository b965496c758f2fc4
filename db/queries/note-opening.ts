import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { auditEvent, invitation } from '../schema/index.ts'

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
      sql`SELECT NULL, ${sending}, organization_id, ${sending}, 'invitation.open', 'link', id, ${details}, NULL, ${now}
      FROM ${invitation} WHERE id = ${invitationId} AND generation = ${generation}`,
    )
    // Of `audit_event_one_per_operation`, the one that there is.
    .onConflictDoNothing()
}
