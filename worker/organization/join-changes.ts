import type { Change } from '../domain/change.ts'

/**
 * The changes of several commands that have nothing to do with each other, with those of one kind joined where one
 * change can say it all. The order is what each command has its own in: an address is freed before it is invited
 * again, and an invitation is there before its mail.
 */
export function joinChanges(changes: readonly Change[]): Change[] {
  const joined: Change[] = []
  for (const change of changes.toSorted((one, other) => phaseOf(one) - phaseOf(other))) {
    const wasJoined = joined.some((other, at) => {
      const both = join(other, change)
      if (both) joined[at] = both
      return both !== null
    })
    if (!wasJoined) joined.push(change)
  }
  return joined
}

function phaseOf({ kind }: Change): number {
  switch (kind) {
    case 'invitations.close':
      return 0
    case 'invitations.insert':
      return 1
    case 'mails.queue':
      return 3
    case 'quotas.count':
      return 4
    default:
      return 2
  }
}

/** `null`: they can't be. */
function join(one: Change, other: Change): Change | null {
  if (one.kind === 'invitations.insert' && other.kind === 'invitations.insert') {
    return { ...one, invitations: [...one.invitations, ...other.invitations] }
  }
  if (one.kind === 'mails.queue' && other.kind === 'mails.queue') {
    return { ...one, mails: [...one.mails, ...other.mails] }
  }
  if (one.kind === 'invitations.close' && other.kind === 'invitations.close') {
    const { status, closedAt, acceptedBy } = one
    const isSame =
      status === other.status && closedAt === other.closedAt && acceptedBy === other.acceptedBy
    if (isSame) return { ...one, invitationIds: [...one.invitationIds, ...other.invitationIds] }
  }
  if (one.kind === 'quotas.count' && other.kind === 'quotas.count') {
    const { limit, now, windowEndsAt } = one
    const isSame = limit === other.limit && now === other.now && windowEndsAt === other.windowEndsAt
    if (isSame) return { ...one, keys: [...one.keys, ...other.keys] }
  }
  return null
}
