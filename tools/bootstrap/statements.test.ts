import type { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { memoryDatabase } from '../lib/memory-database.ts'
import { bootstrapStatements, organizationsQuery, type FirstOwner } from './statements.ts'

const now = Date.UTC(2026, 10, 2)
const hour = 60 * 60 * 1000

function firstOwner(email: string, isNew = true): FirstOwner {
  return {
    organization: { id: 'organization-1', name: "O'Hara; DROP TABLE user", isNew },
    email,
    emailKey: email.toLowerCase(),
    recipient: email,
    locale: 'ja',
  }
}

function bootstrap(database: DatabaseSync, owner: FirstOwner): void {
  database.exec(bootstrapStatements(owner, now).join('\n'))
}

const rows = (database: DatabaseSync, sql: string) =>
  database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }))

describe('npm run bootstrap (R30)', () => {
  test('invites the first Owner in the name of the system, for 72 hours (R10, R30)', () => {
    const database = memoryDatabase()
    bootstrap(database, firstOwner('Olivia@acme.test'))
    expect(rows(database, 'SELECT * FROM organization')).toMatchObject([
      { name: "O'Hara; DROP TABLE user", version: 1 },
    ])
    expect(rows(database, 'SELECT * FROM invitation')).toMatchObject([
      {
        email: 'Olivia@acme.test',
        email_key: 'olivia@acme.test',
        role: 'owner',
        status: 'pending',
        created_by: null,
        sponsor_id: null,
        expires_at: now + 72 * hour,
      },
    ])
  })

  test('owes the mail in the same breath (R8)', () => {
    const database = memoryDatabase()
    bootstrap(database, firstOwner('olivia@acme.test'))
    const [mail] = rows(database, 'SELECT * FROM outbox_mail')
    expect(mail).toMatchObject({ status: 'queued', generation: 1, next_attempt_at: now })
    expect(JSON.parse(String(mail?.['payload']))).toMatchObject({
      kind: 'invitation',
      locale: 'ja',
      sponsor: null,
      role: 'owner',
      organizationName: "O'Hara; DROP TABLE user",
    })
  })

  test('said again before anybody has joined, the last one invited is the one who can (R30)', () => {
    const database = memoryDatabase()
    bootstrap(database, firstOwner('wrong@acme.test'))
    bootstrap(database, firstOwner('right@acme.test', false))
    expect(rows(database, 'SELECT email, status FROM invitation ORDER BY email')).toEqual([
      { email: 'right@acme.test', status: 'pending' },
      { email: 'wrong@acme.test', status: 'canceled' },
    ])
    expect(rows(database, 'SELECT version FROM organization')).toEqual([{ version: 2 }])
  })

  test('finds the organizations that there are, and none that was deleted (R30)', () => {
    const database = memoryDatabase()
    expect(rows(database, organizationsQuery)).toEqual([])
    bootstrap(database, firstOwner('olivia@acme.test'))
    expect(rows(database, organizationsQuery)).toMatchObject([
      { id: 'organization-1', name: "O'Hara; DROP TABLE user", members: 0 },
    ])
    database.exec("UPDATE organization SET name = '', deleted_at = 1")
    expect(rows(database, organizationsQuery)).toEqual([])
  })
})
