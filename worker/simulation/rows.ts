/** The rows of a round, and whether they are the oracle's world to the last one. */
import { expectSame, Violation } from './judge.ts'
import type { World } from './oracle/world.ts'
import type { MailSink } from './sink.ts'

const queries = {
  organizations: `SELECT id, name, version, deleted_at IS NOT NULL AS isDeleted FROM organization`,
  memberships: `SELECT m.organization_id || ' ' || m.user_id AS id, m.role, m.display_name AS shownName, m.joined_at AS joinedAt,
    m.last_active_at AS lastActiveAt FROM membership m`,
  membershipGrants: `SELECT organization_id || ' ' || user_id || ' ' || workspace_id AS id, role FROM membership_grant`,
  workspaces: `SELECT organization_id || ' ' || id AS id, name, description, archived_at AS archivedAt, created_at AS createdAt FROM workspace`,
  invitations: `SELECT organization_id || ' ' || id AS id, email, email_key AS emailKey, role, status, generation, content_version AS contentVersion,
    created_by AS createdBy, sponsor_id AS sponsor, created_at AS createdAt, sent_at AS sentAt, expires_at AS expiresAt,
    closed_at AS closedAt, accepted_by AS acceptedBy FROM invitation`,
  invitationGrants: `SELECT invitation_id || ' ' || workspace_id AS id, role FROM invitation_grant`,
  mails: `SELECT id, organization_id AS organizationId, invitation_id AS invitationId, generation, recipient, status,
    payload ->> 'expiresAt' AS expiresAt FROM outbox_mail`,
  quotas: `SELECT key AS id, count, window_ends_at AS endsAt FROM quota
    UNION ALL SELECT 'mail:organization:' || id, mail_count, mail_window_ends_at FROM organization WHERE mail_count > 0`,
  onHold: `SELECT id FROM invitation WHERE status = 'pending' AND sponsor_lapsed = 1`,
  reonHold: `SELECT id FROM invitation AS i WHERE status = 'pending' AND sponsor_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM membership AS m WHERE m.organization_id = i.organization_id AND m.user_id = i.sponsor_id
    AND (m.role = 'owner' OR (m.role = 'admin' AND i.role <> 'owner')))`,
  counts: `SELECT organization_id || ' ' || kind.key AS id, kind.value AS count FROM organization_total,
    json_each(json_object('owner', owner, 'admin', admin, 'member', member, 'pending', pending, 'expired', expired,
    'accepted', accepted, 'declined', declined, 'canceled', canceled, 'superseded', superseded)) AS kind WHERE kind.value <> 0`,
  recounts: `SELECT organization_id || ' ' || role AS id, count(*) AS count FROM membership GROUP BY 1
    UNION ALL SELECT organization_id || ' ' || status AS id, count(*) FROM invitation GROUP BY 1`,
  days: `SELECT organization_id || ' ' || day AS id, count FROM active_day`,
  redays: `SELECT organization_id || ' ' || (last_active_at / 86400000) AS id, count(*) AS count FROM membership WHERE last_active_at > 0 GROUP BY 1`,
} as const
const words = `SELECT organization_id || ' ' || user_id || ' ' || word AS id FROM member_word
  UNION ALL SELECT organization_id || ' ' || invitation_id || ' ' || word FROM invitation_word`

type Row = Record<string, unknown> & { id: string }
export type Rows = Record<keyof typeof queries, Row[]>

export async function readRows(d1: D1Database): Promise<Rows> {
  const names = Object.keys(queries)
  const answers = await d1.batch<Row>(Object.values(queries).map((text) => d1.prepare(text)))
  return Object.fromEntries(names.map((name, at) => [name, answers[at]?.results ?? []])) as Rows
}

export function expectRows(rows: Rows, world: World, now: number): void {
  const all = [...world.organizations.values()]
  const list = <T>(of: (organization: (typeof all)[number]) => T[]) => all.flatMap(of)
  same(
    'organizations',
    rows.organizations,
    all.map(({ id, name, version, isDeleted }) => ({
      id,
      name,
      version,
      isDeleted: Number(isDeleted),
    })),
  )
  same(
    'memberships',
    rows.memberships,
    list(({ id, members }) =>
      [...members].map(([userId, member]) => ({
        id: `${id} ${userId}`,
        ...withoutGrants(member),
      })),
    ),
  )
  same(
    'grants of members',
    rows.membershipGrants,
    list(({ id, members }) =>
      [...members].flatMap(([userId, { grants }]) =>
        [...grants].map(([workspaceId, role]) => ({ id: `${id} ${userId} ${workspaceId}`, role })),
      ),
    ),
  )
  same(
    'workspaces',
    rows.workspaces,
    list(({ id, workspaces }) =>
      [...workspaces.values()].map((workspace) => ({ ...workspace, id: `${id} ${workspace.id}` })),
    ),
  )
  same(
    'invitations',
    rows.invitations,
    list(({ id, invitations }) =>
      [...invitations.values()].map((invitation) => ({
        ...withoutGrants(invitation),
        id: `${id} ${invitation.id}`,
      })),
    ),
  )
  same(
    'grants of invitations',
    rows.invitationGrants,
    list(({ invitations }) =>
      [...invitations.values()].flatMap(({ id, grants }) =>
        [...grants].map(([workspaceId, role]) => ({ id: `${id} ${workspaceId}`, role })),
      ),
    ),
  )
  same(
    'mails',
    rows.mails.map(({ invitationId, generation, recipient }) => ({
      id: `${String(invitationId)} ${String(generation)}`,
      recipient,
    })),
    list(({ mails }) =>
      mails.map(({ invitationId, generation, recipient }) => ({
        id: `${invitationId} ${generation}`,
        recipient,
      })),
    ),
  )
  same(
    'quotas',
    // How long the mail API has asked to wait is judged by when each mail comes to it (sink.ts).
    rows.quotas.filter(({ id, endsAt }) => id !== 'mail:provider' && Number(endsAt) > now),
    [...world.quotas].flatMap(([id, quota]) => (quota.endsAt > now ? [{ id, ...quota }] : [])),
  )
  same('counts', rows.counts, rows.recounts)
  same('active days', rows.days, rows.redays)
  same('what is on hold', rows.onHold, rows.reonHold)
}

function same(what: string, real: readonly Row[], expected: readonly Row[]): void {
  const [one, other] = [byId(real), byId(expected)]
  for (const [id, row] of other) expectSame(`${what}: ${id}`, one.get(id) ?? null, row)
  for (const [id, row] of one) if (!other.has(id)) expectSame(`${what}: ${id}`, row, null)
  if (real.length !== expected.length) throw new Violation(`${what}: some stand there twice`)
}

const byId = (rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]))

/** What is true whatever was done (the end of docs/faults.md). */
export function expectInvariants(rows: Rows, sink: MailSink): void {
  const pending = rows.invitations.filter(({ status }) => status === 'pending')
  const addresses = pending.map(
    ({ id, emailKey }) => `${id.split(' ')[0] ?? ''} ${String(emailKey)}`,
  )
  if (new Set(addresses).size < addresses.length)
    throw new Violation('two pending invitations of one address')
  for (const { id, isDeleted } of rows.organizations) {
    const isOwners = (row: Row) => row.id.startsWith(id) && row['role'] === 'owner'
    if (!isDeleted && !rows.memberships.some(isOwners)) throw new Violation(`${id} has no Owner`)
  }
  const [problem] = sink.problems
  if (problem !== undefined) throw new Violation(problem)
  const owed = rows.mails.find(({ status }) => status === 'queued')
  if (owed) throw new Violation(`the mail ${owed.id} is owed for good`)
  const known = new Set(rows.mails.map(({ id }) => id))
  const isWhole = rows.organizations.every(({ isDeleted }) => !isDeleted)
  for (const id of sink.taken.keys()) {
    if (isWhole && !known.has(id)) throw new Violation(`the mail ${id} was owed by nobody`)
  }
}

/** What is found by search must be what a table made anew is found by. */
export async function expectWords(d1: D1Database): Promise<void> {
  const [kept] = await d1.batch<Row>([
    d1.prepare(words),
    d1.prepare('DELETE FROM member_word'),
    d1.prepare('DELETE FROM invitation_word'),
    d1.prepare(`UPDATE membership SET listed_as = '?'`),
    d1.prepare('DELETE FROM member_word'),
    d1.prepare('UPDATE membership SET display_name = display_name'),
    d1.prepare('UPDATE invitation SET email = email'),
  ])
  const anew = await d1.prepare(words).all<Row>()
  same('search words', kept?.results ?? [], anew.results)
}

/** Grants are rows of their own. */
function withoutGrants<T extends { grants: unknown }>(row: T): Omit<T, 'grants'> {
  const others: Omit<T, 'grants'> & { grants?: unknown } = { ...row }
  delete others.grants
  return others
}
