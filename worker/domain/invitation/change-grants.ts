import type { Decision, Moment } from '../change.ts'
import { aboutInvitations } from '../concern.ts'
import { realGrantChanges, refuseGrantChanges, withGrantChanges } from '../grants.ts'
import type { InvitationRecord, Viewer, WorkspaceRecord } from '../records.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import type { GrantChange } from '../roles.ts'
import type { InvitationView } from '../views.ts'
import { mayChangeGrantIn, refuseChangingGrants } from './permissions.ts'
import { presentInvitation } from './present.ts'

export type ChangeGrantsSnapshot = {
  actor: Viewer
  invitation: InvitationRecord | null
  /** Those of the organization that the changes name. */
  workspaces: WorkspaceRecord[]
}

/** R16, R18, R27 (the content is another one afterwards). Rows that are not named stay as they are. */
export function decideChangeGrants(
  { actor, invitation, workspaces }: ChangeGrantsSnapshot,
  { grants }: { grants: GrantChange[] },
  { now }: Pick<Moment, 'now'>,
): Decided<Decision<InvitationView>> {
  if (!invitation) return refuse('not_found')
  const refused = refuseChangingGrants(actor, invitation)
  if (refused) return refused
  // In this order: what is held in a workspace that the actor may not see into must not show in the reason (R13).
  if (!grants.every(({ workspaceId }) => workspaces.some(({ id }) => id === workspaceId))) {
    return refuse('not_found')
  }
  if (!grants.every(({ workspaceId }) => mayChangeGrantIn(actor, workspaceId))) {
    return refuse('not_permitted')
  }
  const unavailable = refuseGrantChanges(grants, invitation.grants, workspaces)
  if (unavailable) return unavailable

  const real = realGrantChanges(grants, invitation.grants)
  if (real.length === 0) {
    return allow({
      changes: [],
      events: [],
      concerns: [],
      answer: presentInvitation(invitation, actor, now),
    })
  }
  const changed: InvitationRecord = {
    ...invitation,
    grants: withGrantChanges(invitation.grants, real),
    contentVersion: invitation.contentVersion + 1,
  }
  return allow({
    changes: [{ kind: 'invitationGrants.set', invitationId: invitation.id, grants: real }],
    events: [
      { verb: 'invitation.changeGrants', subjectId: invitation.id, details: { grants: real } },
    ],
    concerns: [aboutInvitations(invitation, changed)],
    answer: presentInvitation(changed, actor, now),
  })
}
