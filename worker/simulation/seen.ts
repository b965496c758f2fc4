/** Answers as they are compared: without what the oracle does not know, and in one order. */

/** Without `delivery` and `lastActiveAt`; grants in the order of their workspaces' ids. */
export function seen(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer
  const { delivery: _delivery, lastActiveAt: _lastActiveAt, ...rest } = answer as Row
  const grants = rest['grants'] as { workspaceId: string }[] | undefined
  return grants ? { ...rest, grants: grants.toSorted(byWorkspace) } : rest
}

/** What is compared of an opened link: its state, and while it is pending all that it offers. */
export function openedAsSeen(answer: unknown): unknown {
  const { state, byYou, sponsor: _sponsor, workspaces, ...rest } = answer as Row
  if (state === 'accepted') return { state, byYou }
  if (state !== 'pending') return { state }
  const offered = (workspaces as { name: string; role: string }[]).map(
    ({ name, role }) => `${name}: ${role}`,
  )
  return { state, ...rest, workspaces: offered.toSorted() }
}

type Row = Record<string, unknown>

function byWorkspace(one: { workspaceId: string }, other: { workspaceId: string }): number {
  return one.workspaceId < other.workspaceId ? -1 : 1
}

/** As text, whatever the order of keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    const sorted = Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1))
    return Object.fromEntries(sorted)
  })
}
