import { expect, test } from 'vitest'
import { memoryDatabase } from '../lib/memory-database.ts'
import { largeStatements } from './large-statements.ts'
import { demoStatements } from './statements.ts'

test('Globex stands beside Acme: 5,000 members, 40 workspaces, 2,000 pending invitations and a history', async () => {
  const database = memoryDatabase()
  database.exec((await demoStatements()).join('\n'))
  database.exec(largeStatements().join('\n'))
  const rows = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map((row) => Object.values(row).join(' '))
  const globex = `(SELECT id FROM organization WHERE name = 'Globex')`
  expect(
    rows(
      `SELECT kind, count FROM organization_count WHERE organization_id = ${globex} ORDER BY kind`,
    ),
  ).toEqual([
    'accepted 600',
    'admin 21',
    'canceled 120',
    'declined 80',
    'expired 150',
    'member 4974',
    'owner 5',
    'pending 2000',
    'superseded 90',
  ])
  expect(rows(`SELECT count(*) FROM workspace WHERE organization_id = ${globex}`)).toEqual(['40'])
  expect(
    rows(`SELECT email, role FROM membership JOIN user ON user.id = user_id
      WHERE organization_id = ${globex} AND email LIKE '%@acme.test' ORDER BY joined_at`),
  ).toEqual(['olivia@acme.test owner', 'adam@acme.test admin', 'wanda@acme.test member'])
  expect(rows(`SELECT max(length(name)) FROM user`)).toEqual(['200'])
  expect(rows('PRAGMA foreign_key_check')).toEqual([])
})
