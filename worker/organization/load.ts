import type { AnyD1 } from '../../db/database.ts'
import { given, kept } from '../../db/queries/kept.ts'
import { orAddressesOf, orWorkspacesOf, type Keys } from '../../db/queries/keys.ts'
import { readAsOne } from '../../db/queries/read-as-one.ts'
import { invitationRecords } from '../../db/queries/records.ts'
import {
  accountsByIds,
  duePending,
  earlierOperations,
  invitationsByAddress,
  invitationsByIds,
  membersByAddress,
  membersByIds,
  openSessionsByIds,
  organizationById,
  owners,
  peopleBehind,
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
import { quotaOfMails } from './count-mails.ts'
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
  /** The ids of those that have not ended. */
  sessions: ReadonlySet<string>
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

const organizationId = given('organizationId')
const resends = given('resends')

const queries = {
  organization: kept((db) => organizationById(db, organizationId)),
  earlier: kept((db) => earlierOperations(db, organizationId, given('operations'))),
  sessions: kept((db) => openSessionsByIds(db, given('sessions'), given('now'))),
  members: kept((db) => membersByIds(db, organizationId, given('members'))),
  accounts: kept((db) => accountsByIds(db, given('accounts'))),
  invitations: kept((db) => invitationsByIds(db, organizationId, given('invitations'))),
  people: kept((db) => peopleBehind(db, organizationId, 'invitations')),
  owners: kept((db) => owners(db, organizationId)),
  due: kept((db) => duePending(db, organizationId, given('now'), given('due'))),
}

/** What is known of addresses, of limits and of workspaces, by their keys alone or also by invitations that are sent again. */
const byKeys = (addresses: Keys, limits: Keys, workspaces: Keys) => ({
  open: kept((db) => invitationsByAddress(db, organizationId, addresses)),
  memberAddresses: kept((db) => membersByAddress(db, organizationId, addresses)),
  quotas: kept((db) => quotasByKey(db, limits)),
  workspaces: kept((db) => workspacesByIds(db, organizationId, workspaces)),
})
const asNamed = byKeys(given('addresses'), given('quotas'), given('workspaces'))
const withResends = byKeys(
  orAddressesOf(resends, given('addresses'), { organizationId }),
  orAddressesOf(resends, given('quotas'), { organizationId, prefix: addressLimitPrefix }),
  orWorkspacesOf(resends, given('workspaces')),
)

/** Loads what these commands, all of one organization, are decided on. */
export async function load(
  d1: AnyD1,
  asked: readonly { command: Command; needs: Needs }[],
  now: number,
): Promise<Known> {
  const organizationId = asked[0]?.command.organizationId ?? ''
  const operations = [...new Set(asked.map(({ command }) => command.operationId))]
  const needs = sumOf(asked.map((one) => one.needs))
  const invitations = [...new Set([...needs.invitations, ...needs.resends])]
  const isResent = needs.resends.length > 0
  const looked = isResent ? withResends : asNamed
  const addresses = isResent || needs.addresses.length > 0
  const rows = await readAsOne(
    d1,
    {
      organization: queries.organization,
      earlier: queries.earlier,
      sessions: needs.sessions.length > 0 && queries.sessions,
      members: needs.members.length > 0 && queries.members,
      accounts: needs.accounts.length > 0 && queries.accounts,
      invitations: invitations.length > 0 && queries.invitations,
      people: invitations.length > 0 && queries.people,
      open: addresses && looked.open,
      memberAddresses: addresses && looked.memberAddresses,
      workspaces: (isResent || needs.workspaces.length > 0) && looked.workspaces,
      quotas: (isResent || needs.quotas.length > 0) && looked.quotas,
      owners: needs.owners && queries.owners,
      due: needs.due > 0 && queries.due,
    },
    { organizationId, now, due: needs.due, ...asJson({ ...needs, operations, invitations }) },
  )
  return {
    organizationId,
    organization: rows.organization[0] ?? null,
    earlier: new Map(rows.earlier.map((row) => [row.operationId, row])),
    sessions: new Set(rows.sessions.map(({ id }) => id)),
    members: byId(rows.members),
    accounts: byId(rows.accounts),
    invitations: byId(invitationRecords(rows.invitations, rows.people)),
    open: Map.groupBy(
      rows.open.map(({ sponsorRole, ...invitation }) => ({
        ...invitation,
        sponsor: invitation.sponsorId === null ? null : { role: sponsorRole },
      })),
      ({ emailKey }) => emailKey,
    ),
    memberAddresses: new Set(rows.memberAddresses.map(({ emailKey }) => emailKey)),
    workspaces: rows.workspaces,
    quotas: new Map(
      [...rows.quotas, ...rows.organization.map((row) => quotaOfMails(organizationId, row))].map(
        (quota) => [quota.key, quota],
      ),
    ),
    owners: rows.owners.length,
    due: rows.due,
  }
}

/** The lists among these, each as one parameter. */
function asJson(lists: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(lists).filter(([, list]) => Array.isArray(list))
  return Object.fromEntries(entries.map(([name, list]) => [name, JSON.stringify(list)]))
}

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]))
}
