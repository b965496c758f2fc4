import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { migrationFiles, readMigration } from './migrations.ts'

const files = migrationFiles()

function migrate(database: DatabaseSync, wanted: (name: string) => boolean) {
  for (const name of files.filter(wanted)) database.exec(readMigration(name))
}

// What 0.1.0 may hold: members who were never seen, names of several scripts, invitations of each status, grants.
const populated = `
  INSERT INTO organization (id, name, created_at) VALUES ('o', 'Acme', 1), ('p', 'Globex', 1);
  INSERT INTO user (id, name, email, created_at, updated_at) VALUES
    ('olivia', 'Olivia Owner', 'olivia@acme.test', 1, 1), ('taro', '山田太郎', 'taro@acme.test', 1, 1);
  INSERT INTO membership (organization_id, user_id, role, display_name, joined_at) VALUES
    ('o', 'olivia', 'owner', NULL, 1), ('o', 'taro', 'member', 'Taro "Y" O''Y', 2), ('p', 'taro', 'owner', NULL, 3);
  INSERT INTO presence (organization_id, user_id, last_active_at) VALUES ('o', 'olivia', 86400000 * 20000 + 5);
  INSERT INTO workspace (id, organization_id, name, created_at) VALUES ('w', 'o', 'Web', 1);
  INSERT INTO membership_grant (organization_id, user_id, workspace_id, role) VALUES ('o', 'taro', 'w', 'manager');
  INSERT INTO invitation (id, organization_id, email, email_key, role, status, generation, content_version, created_at, sent_at, expires_at)
    SELECT value ->> 0, 'o', value ->> 1, lower(value ->> 1), 'member', value ->> 2, 1, 1, 1, 1, 1
    FROM json_each('[["i", "Nadia.K@Northwind.test", "pending"], ["j", "omar@northwind.test", "accepted"], ["k", "lea@northwind.test", "accepted"]]');
  INSERT INTO invitation_grant (invitation_id, workspace_id, role) VALUES ('i', 'w', 'member');
  INSERT INTO quota (key, count, window_ends_at) VALUES ('mail:organization:o', 3, 9);`

const read = {
  count:
    'SELECT organization_id, kind, count FROM organization_count WHERE count <> 0 ORDER BY 1, 2',
  day: 'SELECT * FROM active_day',
  presence: 'SELECT organization_id, user_id, role, last_active_at FROM presence ORDER BY 1, 2',
  listed: 'SELECT organization_id, listed_as FROM membership ORDER BY organization_id, user_id',
  word: `SELECT 'm', organization_id, word, user_id FROM member_word
    UNION ALL SELECT 'i', organization_id, word, invitation_id FROM invitation_word ORDER BY 1, 2, 3`,
  grant: `SELECT user_id, workspace_id, role FROM membership_grant UNION ALL SELECT * FROM invitation_grant`,
  quota: 'SELECT * FROM quota',
}

function everything(database: DatabaseSync) {
  const rows = Object.entries(read).map(([name, sql]) => [name, database.prepare(sql).all()])
  return Object.fromEntries(rows) as Record<keyof typeof read, Record<string, unknown>[]>
}

test('what was there before lists were kept by triggers is listed, counted and found as what came after (F29)', () => {
  const before = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
  migrate(before, (name) => name < '0003')
  before.exec(populated)
  migrate(before, (name) => name >= '0003')

  const after = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
  migrate(after, () => true)
  after.exec(
    populated.replace(
      /INSERT INTO presence .*/,
      `UPDATE presence SET last_active_at = 86400000 * 20000 + 5 WHERE user_id = 'olivia';`,
    ),
  )

  expect(everything(before)).toEqual(everything(after))
  expect(everything(before).count).toHaveLength(5)
  expect(everything(before).word.map(({ word }) => word)).toContain('k@northwind.test')
  expect(before.prepare('PRAGMA foreign_key_check').all()).toEqual([])
})

test('who joins between two migrations, by the worker of before, is there to be seen (F29, F30)', () => {
  const database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
  migrate(database, (name) => name < '0003')
  database.exec(populated)
  migrate(database, (name) => name.startsWith('0003'))
  database.exec(
    `INSERT INTO membership (organization_id, user_id, role, joined_at) VALUES ('p', 'olivia', 'admin', 4)`,
  )
  migrate(database, (name) => name > '0004')
  const joined = { organization_id: 'p', user_id: 'olivia', role: 'admin', last_active_at: 0 }
  expect(everything(database).presence).toContainEqual(joined)
  expect(everything(database).count).toContainEqual({
    organization_id: 'p',
    kind: 'admin',
    count: 1,
  })
})

test('what the worker of before writes with today’s tables is found, and a mail that it tried keeps its key (F29, F30)', () => {
  const database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
  migrate(database, (name) => name < '0003')
  database.exec(populated)
  migrate(database, (name) => name < '0006' && name >= '0003')
  const owe = (id: string, of: string, attempts: number) =>
    database.exec(
      `INSERT INTO outbox_mail (id, organization_id, invitation_id, generation, recipient, payload, status, attempts, next_attempt_at, created_at)
      VALUES ('${id}', 'o', ${of}, 'x', '{}', 'queued', ${attempts}, 1, 1)`,
    )
  owe('tried', `'i', 1`, 1)
  owe('due', `'j', 1`, 0)
  migrate(database, (name) => name >= '0006')
  owe('new', `'k', 1`, 0)
  owe('reset', 'NULL, NULL', 0)
  const ids = () =>
    database
      .prepare('SELECT id FROM outbox_mail ORDER BY recipient, id')
      .all()
      .map(({ id }) => id)
  expect(ids()).toEqual(['j.1', 'k.1', 'reset', 'tried'])
  database.exec(`UPDATE outbox_mail SET status = 'sent' WHERE id = 'tried'`)
  expect(ids()).toEqual(['i.1', 'j.1', 'k.1', 'reset'])
  expect(() => owe('again', `'i', 1`, 0)).toThrow('UNIQUE')
  expect(() => owe('of none', `'none', 1`, 0)).toThrow('FOREIGN KEY')

  database.exec(`INSERT INTO audit_event (id, organization_id, operation_id, verb, actor, subject_id, details, created_at)
    SELECT value ->> 0, 'o', value ->> 1, 'invitation.create', 'olivia', 'i', '{}', 1 FROM json_each('[["a", "op"], ["b", null], ["c", null]]')`)
  expect(database.prepare('SELECT id FROM audit_event ORDER BY id').all()).toEqual(
    ['a', 'b', 'c'].map((id) => ({ id })),
  )
})

type Row = Record<string, string | number | null>

/** Rows of every table that is not kept by triggers, as they stand today; a column that came later holds its default. */
const rows: Record<string, Row[]> = {
  user: [
    { id: 'olivia', name: 'Olivia', email: 'olivia@acme.test', email_verified: 1 },
    { id: 'taro', name: '山田太郎', email: 'taro@acme.test', email_verified: 0 },
  ].map((row) => ({ ...row, image: null, created_at: 1, updated_at: 2 })),
  session: [{ id: 's', token: 't', user_id: 'taro', expires_at: 9, created_at: 1, updated_at: 1 }],
  account: [
    { id: 'a', user_id: 'taro', provider_id: 'credential', account_id: 'taro', password: 'x' },
  ].map((row) => ({ ...row, created_at: 1, updated_at: 1 })),
  verification: [
    { id: 'v', identifier: 'i', value: 'taro', expires_at: 9, created_at: 1, updated_at: 1 },
  ],
  organization: [
    { id: 'o', name: 'Acme', version: 7, created_at: 1, mail_count: 3, mail_window_ends_at: 9 },
    { id: 'p', name: 'Globex', version: 1, created_at: 2 },
  ],
  membership: [
    { organization_id: 'o', user_id: 'olivia', role: 'owner', display_name: null, joined_at: 1 },
    { organization_id: 'o', user_id: 'taro', role: 'member', display_name: 'T. "Y"', joined_at: 2 },
    { organization_id: 'p', user_id: 'taro', role: 'owner', display_name: null, joined_at: 3 },
  ].map((row, at) => ({ ...row, last_active_at: at === 0 ? 1_728_000_000_005 : 0 })),
  presence: [
    { organization_id: 'o', user_id: 'olivia', role: 'owner', last_active_at: 1_728_000_000_005 },
  ],
  workspace: [
    { id: 'w', organization_id: 'o', name: 'Web', description: 'x', archived_at: 3, created_at: 1 },
  ],
  membership_grant: [{ organization_id: 'o', user_id: 'taro', workspace_id: 'w', role: 'manager' }],
  invitation: ['pending', 'expired', 'accepted', 'declined', 'canceled', 'superseded'].map(
    (status, at) => ({
      id: `i${at}`,
      organization_id: 'o',
      email: `Nadia.${at}@Northwind.test`,
      email_key: `nadia.${at}@northwind.test`,
      role: 'member',
      status,
      generation: 2,
      content_version: 3,
      created_by: 'olivia',
      sponsor_id: 'taro',
      created_at: 1,
      sent_at: 2,
      expires_at: 3,
      closed_at: at > 1 ? 4 : null,
      accepted_by: status === 'accepted' ? 'taro' : null,
    }),
  ),
  invitation_grant: [{ invitation_id: 'i0', workspace_id: 'w', role: 'member' }],
  outbox_mail: ['queued', 'sent', 'failed', 'obsolete'].map((status, at) => ({
    id: `m${at}`,
    organization_id: at < 3 ? 'o' : null,
    invitation_id: at < 3 ? `i${at}` : null,
    generation: at < 3 ? 2 : null,
    recipient: 'x',
    payload: '{"kind":"invitation"}',
    status,
    failure: status === 'failed' ? 'gave_up' : null,
    attempts: at,
    next_attempt_at: 5,
    lease_id: null,
    lease_until: null,
    first_attempt_at: 4,
    sent_at: status === 'sent' ? 6 : null,
    created_at: 1,
  })),
  audit_event: [
    { id: 'e', operation_id: 'op', verb: 'workspace.create', answer: '{"id":"w"}' },
    { id: 'f', operation_id: 'f', verb: 'invitation.open', answer: null },
  ].map((row) => ({
    ...row,
    organization_id: 'o',
    actor: 'olivia',
    subject_id: 'w',
    details: '{}',
    created_at: 1,
  })),
  quota: [{ key: 'mail:organization:o', count: 3, window_ends_at: 9 }],
  job_run: [{ job: 'deliver-mails', started_at: 1, finished_at: null }],
}

/** Puts those rows in, as far as the schema of the moment has room for them. */
function populate(database: DatabaseSync) {
  for (const [table, of] of Object.entries(rows)) {
    if (!isTable(database, table)) continue
    const columns = database.prepare(`SELECT name FROM pragma_table_info(?)`).all(table)
    for (const row of of) {
      const names = columns.map(({ name }) => String(name)).filter((name) => name in row)
      // Of some tables, triggers have made the row already.
      const set = names.map((name) => `${name} = excluded.${name}`).join()
      database
        .prepare(
          `INSERT INTO ${table} (${names.join()}) VALUES (${names.map(() => '?').join()}) ON CONFLICT DO UPDATE SET ${set}`,
        )
        .run(...names.map((name) => row[name] ?? null))
    }
  }
}

function isTable(database: DatabaseSync, name: string): boolean {
  const found = database.prepare(`SELECT type FROM sqlite_schema WHERE name = ?`).get(name)
  return found?.['type'] === 'table'
}

function tables(database: DatabaseSync) {
  const found = database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .all()
  return found.map(({ name }) => {
    const all = database.prepare(`SELECT * FROM "${String(name)}"`).all()
    return [name, all.map((row) => JSON.stringify(row)).toSorted()] as const
  })
}

test.each(files.map((file, at) => [file, files.slice(0, at)] as const).slice(1))(
  'over a database in use, from %s on, no row is lost and all that triggers keep is right (F29)',
  (_, applied) => {
    const migrated = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
    migrate(migrated, (name) => applied.includes(name))
    populate(migrated)
    migrate(migrated, (name) => !applied.includes(name))

    const fresh = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
    migrate(fresh, () => true)
    populate(fresh)

    expect(tables(migrated)).toEqual(tables(fresh))
    for (const [table, all] of tables(migrated)) {
      expect([table, all.length > 0]).toEqual([table, true])
      expect(all.length).toBeGreaterThanOrEqual(rows[table as string]?.length ?? 1)
    }
    expect(migrated.prepare('PRAGMA foreign_key_check').all()).toEqual([])
    expect(migrated.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  },
)
