import type { Configuration } from '../configuration.ts'
import { addressKey } from '../domain/address.ts'
import type { Asked, InviteSnapshot } from '../domain/invitation/invite.ts'
import type { Known } from './load.ts'
import { addressLimitKey, mailLimits } from './mail-limits.ts'
import type { Needs } from './needs.ts'

/** What is needed to invite these: what is known of their addresses, and of the workspaces that are named. */
export function needsOfAddresses(wanted: readonly Asked[]): Partial<Needs> {
  const addresses = keysOf(wanted)
  return {
    addresses,
    workspaces: unique(wanted.flatMap(({ grants }) => grants.map((row) => row.workspaceId))),
    quotas: addresses.map(addressLimitKey),
  }
}

/** The same once it is known, as inviting is decided on it. */
export function addressesSnapshot(
  wanted: readonly Asked[],
  known: Known,
  configuration: Configuration,
  organizationId: string,
): Omit<InviteSnapshot, 'actor' | 'organizationName'> {
  const addresses = keysOf(wanted)
  const limitsOf = (emailKey: string) => mailLimits(configuration, organizationId, emailKey)
  const counted = unique(addresses.flatMap(limitsOf).map(({ key }) => key))
  return {
    open: addresses.flatMap((key) => known.open.get(key) ?? []),
    members: addresses.filter((key) => known.memberAddresses.has(key)),
    workspaces: known.workspaces,
    limitsOf,
    counted: counted.flatMap((key) => known.quotas.get(key) ?? []),
  }
}

/** What is no address is looked up nowhere, and refused by the decision. */
function keysOf(wanted: readonly Asked[]): string[] {
  return unique(wanted.flatMap(({ email }) => addressKey(email) ?? []))
}

function unique(values: string[]): string[] {
  return [...new Set(values)]
}
