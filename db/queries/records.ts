/** From rows to the records that the domain decides on. */
import type { InvitationRecord, MemberRecord, Viewer } from '../../worker/domain/records.ts'
import type { invitations, peopleBehind } from './snapshot.ts'

type InvitationRow = Awaited<ReturnType<typeof invitations>>[number]
type PersonRow = Awaited<ReturnType<typeof peopleBehind>>[number]

export function invitationRecords(
  rows: readonly InvitationRow[],
  people: readonly PersonRow[],
): InvitationRecord[] {
  const byId = new Map(people.map((person) => [person.id, person]))
  const personOf = (id: string | null) => (id !== null && byId.get(id)) || null
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    emailKey: row.emailKey,
    role: row.role,
    status: row.status,
    generation: row.generation,
    contentVersion: row.contentVersion,
    createdBy: personOf(row.createdBy),
    sponsor: personOf(row.sponsorId),
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
  }))
}

export function viewerOf({ id, name, email, role, grants }: MemberRecord): Viewer {
  const managed = grants.filter((grant) => grant.role === 'manager')
  return { id, name, email, role, manages: managed.map(({ workspaceId }) => workspaceId) }
}
