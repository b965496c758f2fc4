import { eq } from 'drizzle-orm'
import type { Database } from '../../db/database.ts'
import {
  activeDay,
  auditEvent,
  invitation,
  membership,
  organization,
  organizationTotal,
  workspace,
} from '../../db/schema/index.ts'
import type { Statement } from '../../db/queries/statement.ts'

/**
 * As many statements for thousands of members as for one: grants, promises and mails go with what they belong to,
 * by triggers and foreign keys. Of the audit log, the details and answers hold names and addresses, and go.
 */
export function deleteOrganization(
  db: Database,
  organizationId: string,
  deletedAt: number,
): Statement[] {
  return [
    db.delete(invitation).where(eq(invitation.organizationId, organizationId)),
    db.delete(membership).where(eq(membership.organizationId, organizationId)),
    db.delete(workspace).where(eq(workspace.organizationId, organizationId)),
    // After what their triggers count.
    db.delete(organizationTotal).where(eq(organizationTotal.organizationId, organizationId)),
    db.delete(activeDay).where(eq(activeDay.organizationId, organizationId)),
    db
      .update(auditEvent)
      .set({ details: {}, answer: null })
      .where(eq(auditEvent.organizationId, organizationId)),
    db.update(organization).set({ name: '', deletedAt }).where(eq(organization.id, organizationId)),
  ]
}
