import { expect, test } from 'vitest'
import { verifyPassword } from '../../worker/auth/password-hash.ts'
import { memoryDatabase } from '../lib/memory-database.ts'
import { demoStatements } from './statements.ts'

test('the demo is Acme, with its workspaces and four people who can sign in', async () => {
  const database = memoryDatabase()
  database.exec((await demoStatements()).join('\n'))
  const rows = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map((row) => Object.values(row).join(' '))
  expect(rows('SELECT name FROM organization')).toEqual(['Acme'])
  expect(rows('SELECT name FROM workspace ORDER BY created_at')).toEqual(['Web', 'Mobile', 'API'])
  expect(
    rows(`SELECT email, membership.role, workspace.name, membership_grant.role AS granted
      FROM membership JOIN user ON user.id = membership.user_id
      LEFT JOIN membership_grant ON membership_grant.user_id = user.id
      LEFT JOIN workspace ON workspace.id = membership_grant.workspace_id ORDER BY joined_at`),
  ).toEqual([
    'olivia@acme.test owner  ',
    'adam@acme.test admin  ',
    'wanda@acme.test member Web manager',
    'mika@acme.test member Mobile member',
  ])
  const hashes = rows('SELECT password FROM account')
  const matches = await Promise.all(hashes.map((hash) => verifyPassword(hash, 'Usher-demo-1')))
  expect(matches).toEqual([true, true, true, true])
})
