import type { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, test } from 'vitest'
import { memoryDatabase } from '../lib/memory-database.ts'
import { insert } from '../lib/sql.ts'
import { erasingStatements } from './erasing.ts'
import { personOptions } from './options.ts'
import { onlyOwnerQuery, personQueries } from './queries.ts'

const now = Date.UTC(2026, 10, 27)
const mark = 'zaphod'
const address = `${mark}@acme.test`

let database: DatabaseSync
const rows = (sql: string) =>
  database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }))
const run = (statements: readonly string[]) =>
  database.exec(['BEGIN;', ...statements, 'COMMIT;'].join('\n'))

const user = (id: string, name: string, email: string) =>
  insert('user', { id, name, email, email_verified: 1, created_at: now, updated_at: now })
const member = (organization_id: string, user_id: string, role: string) =>
  insert('membership', { organization_id, user_id, role, joined_at: now })
const invitation = (id: string, email: string, more: Record<string, string | number | null>) =>
  insert('invitation', {
    id,
    organization_id: 'acme',
    email,
    email_key: email.toLowerCase(),
    role: 'member',
    status: 'pending',
    generation: 1,
    content_version: 1,
    created_by: 'olivia',
    sponsor_id: 'olivia',
    created_at: now,
    sent_at: now,
    expires_at: now + 1000,
    ...more,
  })
const mail = (id: string, recipient: string, invitation_id: string | null, sponsor: string) =>
  insert('outbox_mail', {
    id,
    organization_id: invitation_id && 'acme',
    invitation_id,
    generation: invitation_id && 1,
    recipient,
    payload: JSON.stringify({
      kind: 'invitation',
      email: recipient,
      sponsor: { name: sponsor, email: `${sponsor.toLowerCase()}@acme.test` },
    }),
    status: 'queued',
    next_attempt_at: now,
    created_at: now,
  })

beforeEach(() => {
  database = memoryDatabase()
  run([
    insert('organization', { id: 'acme', name: 'Acme', created_at: now }),
    insert('organization', { id: 'other', name: 'Other', created_at: now }),
    user('olivia', 'Olivia', 'olivia@acme.test'),
    user('z', 'Zaphod Beeblebrox', address),
    member('acme', 'olivia', 'owner'),
    member('acme', 'z', 'owner'),
    member('other', 'olivia', 'owner'),
    invitation('for-them', 'Zaphod@acme.test', { organization_id: 'other' }),
    invitation('before', address, { status: 'accepted', accepted_by: 'z' }),
    invitation('by-them', 'trillian@acme.test', { sponsor_id: 'z' }),
    mail('to-them', 'Zaphod@acme.test', 'for-them', 'Olivia'),
    mail('from-them', 'trillian@acme.test', 'by-them', 'Zaphod'),
    mail('reset', address, null, 'Zaphod'),
    insert('account', {
      id: 'a',
      user_id: 'z',
      provider_id: 'credential',
      account_id: 'z',
      password: 'hash',
      created_at: now,
      updated_at: now,
    }),
    insert('session', {
      id: 's',
      token: 't',
      user_id: 'z',
      ip_address: '192.0.2.1',
      user_agent: `${mark} browser`,
      expires_at: now,
      created_at: now,
      updated_at: now,
    }),
    insert('verification', {
      id: 'v',
      identifier: 'i',
      value: 'z',
      expires_at: now,
      created_at: now,
      updated_at: now,
    }),
    insert('quota', { key: `mail:address:${address}`, count: 1, window_ends_at: now }),
    insert('audit_event', {
      id: 'e',
      organization_id: 'acme',
      verb: 'invitation.create',
      actor: 'z',
      subject_id: 'by-them',
      details: '{}',
      answer: JSON.stringify({ sponsor: { id: 'z', name: 'Zaphod' } }),
      created_at: now,
    }),
    insert('audit_event', {
      id: 'f',
      organization_id: 'acme',
      verb: 'workspace.create',
      actor: 'olivia',
      subject_id: 'w',
      details: '{}',
      answer: '{"name":"Web"}',
      created_at: now,
    }),
  ])
})

describe('npm run person:export', () => {
  const exported = () => {
    const parts = Object.entries(personQueries(address))
    return Object.fromEntries(parts.map(([name, sql]) => [name, rows(sql)]))
  }

  test('tells all that is kept of a person, and no secret', () => {
    const person = exported()
    expect(
      Object.fromEntries(Object.entries(person).map(([name, all]) => [name, all.length])),
    ).toEqual({
      account: 1,
      waysToSignIn: 1,
      sessions: 1,
      memberships: 1,
      workspaceAccess: 0,
      invitationsReceived: 2,
      invitationsSent: 1,
      mails: 2,
      deeds: 1,
    })
    expect(person['account']).toMatchObject([
      { name: 'Zaphod Beeblebrox', created_at: '2026-11-27T00:00:00Z' },
    ])
    expect(JSON.stringify(person)).not.toMatch(/hash|"token"/)
  })

  test('of somebody whom nobody knows is empty', () => {
    for (const sql of Object.values(personQueries("o'hara@acme.test")))
      expect(rows(sql)).toEqual([])
  })
})

describe('npm run person:erase', () => {
  const tables = () =>
    rows(`SELECT "name" FROM "sqlite_schema" WHERE "type" = 'table'`).map(({ name }) =>
      String(name),
    )
  const everything = () =>
    tables().map((table) => `${table}: ${JSON.stringify(rows(`SELECT * FROM "${table}"`))}`)

  test('leaves no word of a person in any table', () => {
    run(erasingStatements(address, now))
    expect(everything().filter((table) => table.toLowerCase().includes(mark))).toEqual([])
  })

  test('ends what they could do: memberships, sessions, their link; all in the audit log', () => {
    run(erasingStatements(address, now))
    expect(rows(`SELECT "user_id" FROM "membership" WHERE "user_id" = 'z'`)).toEqual([])
    expect(rows('SELECT * FROM "session" UNION ALL SELECT * FROM "session"')).toEqual([])
    expect(rows(`SELECT "status", "email" FROM "invitation" ORDER BY "id"`)).toEqual([
      { status: 'accepted', email: 'erased@erased.invalid' },
      { status: 'pending', email: 'trillian@acme.test' },
      { status: 'canceled', email: 'erased@erased.invalid' },
    ])
    expect(rows('SELECT DISTINCT "status" FROM "outbox_mail"')).toEqual([{ status: 'obsolete' }])
    expect(
      rows(
        `SELECT "organization_id", "verb", "subject_id" FROM "audit_event" WHERE "actor" = 'system:erasure' ORDER BY "verb"`,
      ),
    ).toEqual([
      { organization_id: 'other', verb: 'invitation.cancel', subject_id: 'for-them' },
      { organization_id: 'acme', verb: 'member.remove', subject_id: 'z' },
    ])
    expect(rows('SELECT "version" FROM "organization"')).toEqual([{ version: 2 }, { version: 2 }])
  })

  test('keeps what others did, and who invited as nobody', () => {
    run(erasingStatements(address, now))
    expect(rows(`SELECT "name", "email" FROM "user" ORDER BY "name"`)).toEqual([
      { name: 'Erased user', email: 'erased-z@erased.invalid' },
      { name: 'Olivia', email: 'olivia@acme.test' },
    ])
    expect(rows(`SELECT "answer" FROM "audit_event" WHERE "id" = 'f'`)).toEqual([
      { answer: '{"name":"Web"}' },
    ])
    expect(rows('PRAGMA foreign_key_check')).toEqual([])
  })

  test('leaves no row of somebody to whom nothing refers, and goes well a second time', () => {
    run([user('t', 'Ford', 'ford@acme.test'), member('acme', 't', 'member')])
    for (let time = 0; time < 2; time += 1) run(erasingStatements('ford@acme.test', now))
    expect(rows(`SELECT "id" FROM "user" WHERE "id" = 't'`)).toEqual([])
  })

  test('changes nothing where an organization would be left without an Owner (R35)', () => {
    run([
      `UPDATE "membership" SET "role" = 'member' WHERE "organization_id" = 'acme' AND "user_id" = 'olivia';`,
    ])
    const before = everything()
    expect(rows(onlyOwnerQuery(address))).toEqual([{ name: 'Acme' }])
    expect(() => run(erasingStatements(address, now))).toThrow('NOT NULL')
    database.exec('ROLLBACK')
    expect(everything()).toEqual(before)
  })
})

describe('whose', () => {
  test('is said by an address in any spelling (R6)', () => {
    expect(personOptions('erase', ['--email', ' Zaphod@ACME.test']).emailKey).toBe(address)
    expect(personOptions('erase', ['--email', address]).isMeant).toBe(false)
  })

  test.each([
    [[]],
    [['--email', 'zaphod']],
    [['--email', address, '--remote', '--local']],
    [['--nobody']],
  ])('%j is not understood', (args) => {
    expect(() => personOptions('export', args)).toThrow()
  })
})
