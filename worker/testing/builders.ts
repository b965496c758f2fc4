/** Records for tests of decisions; every one can be overridden in part. */
import type { Moment } from '../domain/change.ts'
import { invitationLifetimeMs } from '../domain/invitation/status.ts'
import type { InvitationRecord, MemberRecord, Viewer, WorkspaceRecord } from '../domain/records.ts'
import type { Decided, RefusalReason } from '../domain/refusal.ts'
import type { OrganizationRole } from '../domain/roles.ts'

export const noon = Date.UTC(2026, 10, 23, 12)

/** A moment whose ids are `id-1`, `id-2` and so on. */
export function moment(now = noon): Moment {
  let last = 0
  return { now, newId: () => `id-${(last += 1)}` }
}

export function viewer(role: OrganizationRole, overrides: Partial<Viewer> = {}): Viewer {
  return {
    id: role,
    name: `The ${role}`,
    email: `${role}@acme.test`,
    role,
    manages: [],
    ...overrides,
  }
}

/** A member who is Workspace manager of these. */
export function managerOf(...manages: string[]): Viewer {
  return viewer('member', { id: 'manager', email: 'manager@acme.test', manages })
}

export function pendingInvitation(overrides: Partial<InvitationRecord> = {}): InvitationRecord {
  const sentAt = overrides.sentAt ?? noon - 60 * 60 * 1000
  return {
    id: 'invitation',
    email: 'Nadia@northwind.test',
    emailKey: 'nadia@northwind.test',
    role: 'member',
    status: 'pending',
    generation: 1,
    contentVersion: 1,
    createdBy: { id: 'owner', name: 'The owner', email: 'owner@acme.test' },
    sponsor: { id: 'owner', name: 'The owner', email: 'owner@acme.test', role: 'owner' },
    createdAt: sentAt,
    sentAt,
    expiresAt: sentAt + invitationLifetimeMs,
    closedAt: null,
    acceptedBy: null,
    grants: [],
    mail: null,
    ...overrides,
  }
}

export function member(
  role: OrganizationRole,
  overrides: Partial<MemberRecord> = {},
): MemberRecord {
  return {
    id: `${role}-member`,
    name: `A ${role}`,
    email: `${role}-member@acme.test`,
    role,
    grants: [],
    joinedAt: noon - 1000,
    lastActiveAt: null,
    ...overrides,
  }
}

export function workspace(id: string, overrides: Partial<WorkspaceRecord> = {}): WorkspaceRecord {
  return { id, name: `Workspace ${id}`, description: '', archivedAt: null, ...overrides }
}

/** The reason of a refusal; `allowed` where there is none. */
export function reasonOf(decided: Decided<unknown> | undefined): RefusalReason | 'allowed' {
  return decided === undefined || decided.ok ? 'allowed' : decided.refusal.reason
}

/** What was decided, of a decision that a test expects to be made. */
export function valueOf<T>(decided: Decided<T>): T {
  if (!decided.ok) throw new Error(`refused: ${decided.refusal.reason}`)
  return decided.value
}

/** An answer without its bookmark: the same answer has another one each time that it is given. */
export function decidedOf<T>(answer: Decided<T>): Decided<T> {
  return answer.ok ? { ok: true, value: answer.value } : { ok: false, refusal: answer.refusal }
}
