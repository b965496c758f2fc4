import {
  invitationsByAddress,
  membersByAddress,
  quotasByKey,
  workspacesByIds,
} from '../../db/queries/snapshot.ts'
import type { Rows } from '../../db/queries/batch.ts'
import type { Configuration } from '../configuration.ts'
import { addressKey } from '../domain/address.ts'
import type { Asked, InviteSnapshot } from '../domain/invitation/invite.ts'
import { mailLimits } from './mail-limits.ts'
import type { Surroundings } from './verb.ts'

/** Reads what is known of the addresses that somebody wants to invite, and of the workspaces that they name. */
export function readAddresses(
  { db, configuration }: Surroundings,
  organizationId: string,
  wanted: readonly Asked[],
) {
  // What is no address is looked up nowhere, and refused by the decision.
  const emailKeys = unique(wanted.flatMap(({ email }) => addressKey(email) ?? []))
  const limits = emailKeys.flatMap((key) => mailLimits(configuration, organizationId, key))
  const grants = wanted.flatMap((one) => one.grants)
  return {
    open: invitationsByAddress(db, organizationId, emailKeys),
    members: membersByAddress(db, organizationId, emailKeys),
    workspaces: workspacesByIds(db, organizationId, unique(grants.map((row) => row.workspaceId))),
    counted: quotasByKey(db, unique(limits.map(({ key }) => key))),
  }
}

/** What was read, as inviting is decided on it. */
export function addressesSnapshot(
  rows: Rows<ReturnType<typeof readAddresses>>,
  configuration: Configuration,
  organizationId: string,
): Omit<InviteSnapshot, 'actor' | 'organizationName'> {
  return {
    open: rows.open.map(({ sponsorId, sponsorRole, ...invitation }) => ({
      ...invitation,
      sponsor: sponsorId === null ? null : { role: sponsorRole },
    })),
    members: rows.members.map(({ emailKey }) => emailKey),
    workspaces: rows.workspaces,
    limitsOf: (emailKey) => mailLimits(configuration, organizationId, emailKey),
    counted: rows.counted,
  }
}

function unique(values: string[]): string[] {
  return [...new Set(values)]
}
