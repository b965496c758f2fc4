import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { migrationFiles, readMigration } from '../../tools/lib/migrations.ts'
import { insert } from '../../tools/lib/sql.ts'
import { count, fill } from '../runtime/databases.ts'
import { PeerRows, peerSchema } from './peer.ts'
import { UsherRows } from './usher.ts'

const state = mkdtempSync(path.join(tmpdir(), 'usher-rows-'))
afterAll(() => rmSync(state, { recursive: true }))

test('rows that a scenario begins with are rows as Usher has them today', () => {
  const rows = new UsherRows('secret')
  rows.invitation(rows.organization(), 'somebody@initech.test', 2)
  fill(state, 'usher', [...migrationFiles().map(readMigration), ...rows.statements()])
  expect(count(state, 'usher', 'SELECT count(*) FROM invitation_grant')).toBe(2)
})

test('those of the peer are rows of the tables that it makes itself', async () => {
  const rows = new PeerRows('secret')
  rows.invitation(rows.organization(), 'somebody@initech.test')
  fill(state, 'peer', [...(await peerSchema()), ...rows.statements()])
  expect(count(state, 'peer', 'SELECT count(*) FROM invitation')).toBe(1)
})

test('a row that refers to none is told, and nothing of it is kept', () => {
  const stray = insert('workspace', { id: 'x', organization_id: 'y', name: 'Web', created_at: 1 })
  expect(() => fill(state, 'usher', [stray])).toThrow('refers to none')
  expect(count(state, 'usher', 'SELECT count(*) FROM workspace')).toBe(2)
})
