import type { Command } from './commands.ts'
import type { Known } from './load.ts'
import type { Needs } from './needs.ts'

/** What a command is decided on, as keys by which it is told whether an earlier one has changed it. */
export type Footprint = {
  /** What it changes, if it changes anything: an invitation is one of its address. */
  own: string[]
  /** What it only looks at. */
  seen: string[]
}

export function footprintOf({ operationId }: Command, needs: Needs, known: Known): Footprint {
  const ids = [...needs.invitations, ...needs.resends]
  const invitations = ids.flatMap((id) => known.invitations.get(id) ?? [])
  const addresses = [
    ...needs.addresses,
    ...invitations.map(({ emailKey }) => emailKey),
    ...known.due.slice(0, needs.due).map(({ emailKey }) => emailKey),
  ]
  const behind = [
    ...invitations.flatMap(({ createdBy, sponsor }) => [createdBy?.id, sponsor?.id]),
    ...addresses.flatMap((address) => known.open.get(address) ?? []).map((one) => one.sponsorId),
  ]
  return {
    own: [`operation ${operationId}`, ...addresses.map((address) => `address ${address}`)],
    seen: [
      ...[...needs.members, ...behind].flatMap((id) => (id ? memberKey(id) : [])),
      ...(needs.owners ? [ownersKey] : []),
    ],
  }
}

export const memberKey = (userId: string): string => `member ${userId}`
/** Who the Owners are. */
export const ownersKey = 'owners'
