import type { Command } from './commands.ts'

/** So many are no more than what comes with a command. */
const grantsOfOne = 50

/**
 * As how many commands it counts: one that invites many, or into many workspaces, reads and writes as much as so many. What a
 * group loads is a few parameters, and D1 takes no more than 2 MB in one.
 */
export function sizeOf({ input }: Command): number {
  const asked = 'invitations' in input ? input.invitations : [input]
  const grants = asked.reduce<number>(
    (sum, one) => sum + ('grants' in one ? one.grants.length : 0),
    0,
  )
  return asked.length + Math.floor(grants / grantsOfOne)
}
