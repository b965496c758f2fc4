import type { InvitationRecord, Viewer } from './records.ts'
import { can } from './roles.ts'

/** What of an organization has changed, in the words that an open page is told it by. */
export type Topic = 'members' | 'invitations' | 'workspaces' | 'organization' | 'viewer'

/** What a decision concerns, and by that who may hear of it. */
export type Concern =
  /** What every member sees. */
  | { topic: 'members' | 'workspaces' | 'organization' }
  /** Who these are in the organization is another: their role, what they reach, or whether they are in it at all. */
  | { topic: 'viewer'; userIds: string[] }
  | InvitationsConcern
  /** Invitations whose creators and grants stay as they are, so that they can be read afterwards. */
  | { topic: 'invitations'; invitationIds: string[] }

/** Whoever may see one of some invitations (R12), as they were or as they are. */
export type InvitationsConcern = {
  topic: 'invitations'
  creators: string[]
  workspaceIds: string[]
}

type Seen = Pick<InvitationRecord, 'grants'> & { createdBy: { id: string } | null }

/** Invitations as they were before a decision and as they are after it: who may see either hears of it. */
export function aboutInvitations(...invitations: Seen[]): InvitationsConcern {
  const creators = invitations.flatMap(({ createdBy }) => createdBy?.id ?? [])
  const workspaceIds = invitations.flatMap(({ grants }) =>
    grants.map(({ workspaceId }) => workspaceId),
  )
  return {
    topic: 'invitations',
    creators: [...new Set(creators)],
    workspaceIds: [...new Set(workspaceIds)],
  }
}

/** A member whose role or workspaces have changed, or who is gone: everybody sees it, and they are somebody else now. */
export function aboutMember(userId: string): KnownConcern[] {
  return [{ topic: 'members' }, { topic: 'viewer', userIds: [userId] }]
}

export type Listener = Pick<Viewer, 'id' | 'role' | 'manages'>

/** A concern whose invitations have been looked up. */
export type KnownConcern = Exclude<Concern, { invitationIds: string[] }>

/** What a member, as they are now, is told of these: each topic once. */
export function topicsFor(listener: Listener, concerns: readonly KnownConcern[]): Topic[] {
  const heard = concerns.filter((concern) => mayHear(listener, concern))
  return [...new Set(heard.map(({ topic }) => topic))]
}

/** Of invitations, R12 decides; `maySee` says the same of one record, and a test holds them together. */
function mayHear(listener: Listener, concern: KnownConcern): boolean {
  switch (concern.topic) {
    case 'invitations':
      return (
        can(listener.role, 'invitation.seeAll') ||
        concern.creators.includes(listener.id) ||
        listener.manages.some((workspaceId) => concern.workspaceIds.includes(workspaceId))
      )
    case 'viewer':
      return concern.userIds.includes(listener.id)
    case 'members':
    case 'workspaces':
    case 'organization':
      return true
  }
}
