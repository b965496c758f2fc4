import type { MemberRecord, Viewer } from '../records.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import { can } from '../roles.ts'
import type { RemovalPreview } from '../views.ts'

type Removal = {
  member: MemberRecord | null
  workspaces: RemovalPreview['workspaces']
  invitations: number
}

/** What a removal would take with it (R26, R35), for whoever removes members; whether this one, their row says (R20). */
export function presentRemoval(
  viewer: Viewer,
  { member, workspaces, invitations }: Removal,
): Decided<RemovalPreview> {
  if (!member) return refuse('not_found')
  if (!can(viewer.role, 'member.remove')) return refuse('not_permitted')
  return allow({ workspaces, invitationsOnHold: invitations })
}
