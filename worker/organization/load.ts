import type { Database } from '../../db/database.ts'
import { readThose } from '../../db/queries/batch.ts'
import { areAny, orAddressesOf, orWorkspacesOf } from '../../db/queries/keys.ts'
import { invitationRecord } from '../../db/queries/records.ts'
import {
  accountsByIds,
  duePending,
  earlierOperations,
  invitationsByAddress,
  invitationsByIds,
  membersByAddress,
  membersByIds,
  organizationById,
  owners,
  quotasByKey,
  workspacesByIds,
} from '../../db/queries/snapshot.ts'
import type { OpenInvitation } from '../domain/invitation/invite.ts'
import type {
  InvitationRecord,
  MemberRecord,
  QuotaRecord,
  WorkspaceRecord,
} from '../domain/records.ts'
import type { Command } from './commands.ts'
import { addressLimitPrefix } from './mail-limits.ts'
import { sumOf, type Needs } from './needs.ts'

export type Account = { id: string; email: string; emailVerified: boolean }

export type Earlier = { verb: string; actor: string; answer: unknown }

/** What was loaded for one command or several, in one round trip: of one instant. */
export type Known = {
  organizationId: string
  organization: { name: string; version: number; deletedAt: number | null } | null
  /** What operations came to when they were first carried out, by their ids. */
  earlier: ReadonlyMap<string | null, Earlier>
  members: ReadonlyMap<string, MemberRecord>
  accounts: ReadonlyMap<string, Account>
  invitations: ReadonlyMap<string, InvitationRecord>
  /** By address key. */
  open: ReadonlyMap<string, (OpenInvitation & { sponsorId: string | null })[]>
  /** The address keys of members. */
  memberAddresses: ReadonlySet<string>
  /** In the order in which they were made. */
  workspaces: WorkspaceRecord[]
  /** By key. */
  quotas: ReadonlyMap<string, QuotaRecord>
  owners: number
  due: readonly { id: string; emailKey: string; expiresAt: number }[]
}

/** Loads what these commands, all of one organization, are decided on. */
export async function load(
  db: Database,
  asked: readonly { command: Command; needs: Needs }[],
  now: number,
): Promise<Known> {
  const organizationId = asked[0]?.command.organizationId ?? ''
  const operationIds = [...new Set(asked.map(({ command }) => command.operationId))]
  const needs = sumOf(asked.map((one) => one.needs))
  const { resends } = needs
  const ids = [...new Set([...needs.invitations, ...resends])]
  const addresses = orAddressesOf(resends, needs.addresses, { organizationId })
  const quotas = orAddressesOf(resends, needs.quotas, {
    organizationId,
    prefix: addressLimitPrefix,
  })
  const workspaces = orWorkspacesOf(resends, needs.workspaces)
  const rows = await readThose(db, {
    organization: organizationById(db, organizationId),
    earlier: earlierOperations(db, organizationId, operationIds),
    members: areAny(needs.members) && membersByIds(db, organizationId, needs.members),
    accounts: areAny(needs.accounts) && accountsByIds(db, needs.accounts),
    invitations: areAny(ids) && invitationsByIds(db, organizationId, ids),
    open: areAny(addresses) && invitationsByAddress(db, organizationId, addresses),
    memberAddresses: areAny(addresses) && membersByAddress(db, organizationId, addresses),
    workspaces: areAny(workspaces) && workspacesByIds(db, organizationId, workspaces),
    quotas: areAny(quotas) && quotasByKey(db, quotas),
    owners: needs.owners && owners(db, organizationId),
    due: needs.due > 0 && duePending(db, organizationId, now, needs.due),
  })
  return {
    organizationId,
    organization: rows.organization[0] ?? null,
    earlier: new Map(rows.earlier.map((row) => [row.operationId, row])),
    members: byId(rows.members),
    accounts: byId(rows.accounts),
    invitations: byId(rows.invitations.map(invitationRecord)),
    open: Map.groupBy(
      rows.open.map(({ sponsorRole, ...invitation }) => ({
        ...invitation,
        sponsor: invitation.sponsorId === null ? null : { role: sponsorRole },
      })),
      ({ emailKey }) => emailKey,
    ),
    memberAddresses: new Set(rows.memberAddresses.map(({ emailKey }) => emailKey)),
    workspaces: rows.workspaces,
    quotas: new Map(rows.quotas.map((quota) => [quota.key, quota])),
    owners: rows.owners.length,
    due: rows.due,
  }
}

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]))
}
