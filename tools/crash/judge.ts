/** What must be true after every kill (docs/faults.md, F10, and what holds after every storm). */
import { isDeepStrictEqual } from 'node:util'
import type { Deed, Ledger } from './ledger.ts'
import type { EventRow, Rows } from './rows.ts'
import { Violation } from './violation.ts'
import { membershipKey, sendingKey, worldOf } from './world.ts'

/** Throws a Violation for what was lost, is there in half, or twice; marks what was done and never heard of. */
export function judge(before: Rows, rows: Rows, ledger: Ledger): void {
  judgeFile(rows)
  judgeDeeds(rows.events, ledger)
  judgeRows(before, rows)
}

function judgeFile({ integrity, orphans }: Rows): void {
  expectSame('the file', integrity, [{ integrity_check: 'ok' }])
  expectSame('rows without what they belong to', orphans, [])
}

function judgeDeeds(events: readonly EventRow[], { deeds }: Ledger): void {
  const done = new Map(events.map((event) => [event.operationId, event]))
  for (const deed of deeds.values()) judgeDeed(deed, done.get(deed.operationId))
  for (const event of events) {
    if (!deeds.has(event.operationId)) throw new Violation('nobody asked for it', event)
  }
}

function judgeDeed(deed: Deed, event: EventRow | undefined): void {
  if (deed.state === 'unknown') {
    if (deed.wasFound === true && !event) throw new Violation('found, then lost', deed)
    deed.wasFound = event !== undefined
    return
  }
  if (deed.state === 'refused') {
    if (event) throw new Violation('refused, yet done', deed, event)
    return
  }
  if (!event) throw new Violation('acknowledged, then lost', deed)
  const { organizationId, verb, actor, answer } = event
  expectSame(
    `the log of ${deed.operationId}`,
    { organizationId, verb, actor, answer },
    {
      organizationId: deed.organizationId,
      verb: deed.procedure,
      actor: deed.by?.id ?? 'link',
      answer: deed.answer,
    },
  )
}

function judgeRows(before: Rows, rows: Rows): void {
  const world = worldOf(before, rows.events)
  expectRows('invitation', byKey(rows.invitations, idOf), world.invitations)
  expectRows(
    'membership',
    byKey(rows.memberships, (row) => membershipKey(row.organizationId, row.userId)),
    world.memberships,
  )
  const sendings = byKey(rows.mails, (mail) => sendingKey(mail.invitationId, mail.generation))
  expectSame('the mails of sendings', [...sendings.keys()].toSorted(), [...world.mails].toSorted())
  expectSame('the number of mails', rows.mails.length, sendings.size)
  const versions = new Map(rows.organizations.map(({ id, version }) => [id, version]))
  expectRows('the version of', versions, world.versions)
  expectSame('what triggers count', rows.counts, rows.recounts)
  expectSame('what is counted towards limits', rows.quotas, rows.requotas)
  judgeObsolete(rows)
  judgeInvariants(rows)
}

/** A mail is obsolete only if its invitation had been closed, or sent anew: looked at after every kill, so that no later deed excuses it. */
function judgeObsolete({ mails, invitations }: Rows): void {
  const current = new Set(
    invitations.flatMap(({ id, generation, status }) =>
      status === 'pending' ? sendingKey(id, generation) : [],
    ),
  )
  for (const mail of mails) {
    const isOwed = current.has(sendingKey(mail.invitationId, mail.generation))
    if (mail.status === 'obsolete' && isOwed) throw new Violation('obsolete for no reason', mail)
  }
}

function judgeInvariants({ organizations, invitations, memberships }: Rows): void {
  const pending = invitations.filter(({ status }) => status === 'pending')
  const addresses = new Set(pending.map((row) => `${row.organizationId} ${row.email}`))
  if (addresses.size < pending.length) throw new Violation('one address is invited twice', pending)
  for (const { id } of organizations) {
    const isOwner = (row: Rows['memberships'][number]) =>
      row.organizationId === id && row.role === 'owner'
    if (!memberships.some(isOwner)) throw new Violation('an organization without an Owner', id)
  }
}

const idOf = ({ id }: { id: string }) => id

function byKey<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T> {
  return new Map(rows.map((row) => [keyOf(row), row]))
}

function expectRows<T>(what: string, rows: Map<string, T>, expected: Map<string, T>): void {
  for (const key of new Set([...rows.keys(), ...expected.keys()])) {
    expectSame(`${what} ${key}`, rows.get(key), expected.get(key))
  }
}

function expectSame(what: string, real: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(real, expected))
    throw new Violation(`${what}: is, and must be`, real, expected)
}
