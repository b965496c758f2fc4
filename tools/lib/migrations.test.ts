import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { inRoot } from './paths.ts'

const folder = inRoot('db/migrations')
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .toSorted()

function migrate(database: DatabaseSync, wanted: (name: string) => boolean) {
  for (const file of files.filter(wanted)) database.exec(readFileSync(`${folder}/${file}`, 'utf8'))
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
  count: 'SELECT organization_id, kind, count FROM organization_count ORDER BY 1, 2',
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

test('what was there before lists were kept by triggers is listed, counted and found as what came after', () => {
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

test('who joins between two migrations, by the worker of before, is there to be seen', () => {
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
