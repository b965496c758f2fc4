/** From rows to the records that the domain decides on. */
import type { InvitationRecord, MemberRecord, Viewer } from '../../worker/domain/records.ts'
import type { invitations } from './snapshot.ts'

type InvitationRow = Awaited<ReturnType<typeof invitations>>[number]

export function invitationRecord(row: InvitationRow): InvitationRecord {
  const { creatorId, creatorName, creatorEmail, sponsorId, sponsorName, sponsorEmail } = row
  return {
    id: row.id,
    email: row.email,
    emailKey: row.emailKey,
    role: row.role,
    status: row.status,
    generation: row.generation,
    contentVersion: row.contentVersion,
    createdBy:
      creatorId === null
        ? null
        : { id: creatorId, name: creatorName ?? '', email: creatorEmail ?? '' },
    sponsor:
      sponsorId === null
        ? null
        : {
            id: sponsorId,
            name: sponsorName ?? '',
            email: sponsorEmail ?? '',
            role: row.sponsorRole,
          },
    createdAt: row.createdAt,
    sentAt: row.sentAt,
    expiresAt: row.expiresAt,
    closedAt: row.closedAt,
    acceptedBy: row.acceptedBy,
    grants: row.grants,
    mail:
      row.mailStatus === null || row.mailCreatedAt === null
        ? null
        : {
            status: row.mailStatus,
            failure: row.mailFailure,
            sentAt: row.mailSentAt,
            createdAt: row.mailCreatedAt,
          },
  }
}

export function viewerOf({ id, name, email, role, grants }: MemberRecord): Viewer {
  const managed = grants.filter((grant) => grant.role === 'manager')
  return { id, name, email, role, manages: managed.map(({ workspaceId }) => workspaceId) }
}
