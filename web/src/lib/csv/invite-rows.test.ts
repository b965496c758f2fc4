import { describe, expect, test } from 'vitest'
import { inviteRows, type InviteRow, type RowProblem } from './invite-rows.ts'

const workspace = (name: string, id = name.toLowerCase(), archivedAt: string | null = null) => ({
  id,
  name,
  description: '',
  archivedAt,
})
const workspaces = [
  workspace('Web'),
  workspace('Mobile'),
  workspace('Ops: EU', 'ops'),
  workspace('Old', 'old', '2026-01-01T00:00:00Z'),
  workspace('Twin', 'twin-1'),
  workspace('Twin', 'twin-2'),
  workspace('Back', 'back'),
  workspace('Back', 'back-old', '2026-01-01T00:00:00Z'),
]
const nadia = 'nadia@northwind.test'

const read = (...lines: string[][]) =>
  inviteRows(
    lines.map((cells, at) => ({ number: at + 1, cells })),
    workspaces,
  )
const rowsOf = (...lines: string[][]): InviteRow[] => {
  const result = read(...lines)
  if (!result.ok) throw new Error(result.problem)
  return result.rows
}
const only = (...line: string[]) => {
  const [row] = rowsOf(line)
  if (!row) throw new Error('no row')
  return row.problem ?? row.invitation
}

describe('columns', () => {
  test('stand as address, role, workspaces without a header', () => {
    expect(only(nadia, 'admin', '')).toEqual({ email: nadia, role: 'admin', grants: [] })
    expect(only(nadia, '', 'Web')).toMatchObject({
      role: 'member',
      grants: [{ workspaceId: 'web' }],
    })
  })
  test.each([
    ['English', ['Workspaces', 'Email address', 'Role']],
    ['of the API', ['workspaces', 'email', 'role']],
    ['Japanese', ['ワークスペース', 'メールアドレス', 'ロール']],
  ])('stand in any order under a header, %s', (_language, header) => {
    const rows = rowsOf(header, ['Web', nadia, 'member'])
    expect(rows).toMatchObject([
      { number: 2, invitation: { email: nadia, role: 'member', grants: [{ workspaceId: 'web' }] } },
    ])
  })
  test('that are missing are told; what they would say is the least', () => {
    const result = read(['email'], [nadia])
    expect(result).toMatchObject({ ok: true, missing: ['role', 'workspaces'] })
    expect(read([nadia, 'admin'])).toMatchObject({ ok: true, missing: ['workspaces'] })
    expect(read([nadia, 'admin', ''])).toMatchObject({ ok: true, missing: [] })
  })
  test.each([
    [
      'all three',
      [
        ['Nadia', 'Noor'],
        ['Ravi', 'Rao'],
      ],
    ],
    [
      'that of the address',
      [
        ['role', 'workspaces'],
        ['admin', 'Web'],
      ],
    ],
  ])('when %s are missing, it is no list of people', (_what, lines) => {
    expect(read(...lines)).toEqual({ ok: false, problem: 'no_address_column' })
  })
})

test.each([
  ['owner', 'owner'],
  ['ADMIN', 'admin'],
  ['Administrator', 'admin'],
  ['Assigned per workspace', 'member'],
  ['管理者', 'admin'],
  ['オーナー', 'owner'],
  ['ワークスペースごとに割り当て', 'member'],
])('the role %s is read', (word, role) => {
  expect(only(nadia, word)).toMatchObject({ role })
})

describe('workspaces', () => {
  test.each([
    ['Web; Mobile', { web: 'member', mobile: 'member' }],
    ['Web:manager|Mobile:member', { web: 'manager', mobile: 'member' }],
    ['web ： ワークスペース管理者；ＭＯＢＩＬＥ', { web: 'manager', mobile: 'member' }],
    ['Ops: EU', { ops: 'member' }],
    ['Ops: EU:manager', { ops: 'manager' }],
    ['Back', { back: 'member' }],
    [' ;; ', {}],
  ])('%s', (cell, grants) => {
    expect(only(nadia, '', cell)).toMatchObject({
      grants: Object.entries(grants).map(([workspaceId, role]) => ({ workspaceId, role })),
    })
  })
})

describe('a row that can’t be sent says why', () => {
  test.each<[string, string[], RowProblem]>([
    ['no address', ['nadia@', '', ''], { kind: 'no_address' }],
    ['an unknown role', [nadia, 'boss'], { kind: 'unknown_role', role: 'boss' }],
    [
      'an unknown workspace',
      [nadia, '', 'Web;Shop'],
      { kind: 'unknown_workspace', workspace: 'Shop' },
    ],
    [
      'a name that several have',
      [nadia, '', 'Twin'],
      { kind: 'ambiguous_workspace', workspace: 'Twin' },
    ],
    ['an archived workspace', [nadia, '', 'Old'], { kind: 'archived_workspace', workspace: 'Old' }],
    [
      'an unknown role in a workspace',
      [nadia, '', 'Web:boss'],
      { kind: 'unknown_workspace_role', role: 'boss' },
    ],
    [
      'a workspace twice',
      [nadia, '', 'Web;web:manager'],
      { kind: 'workspace_twice', workspace: 'web:manager' },
    ],
  ])('%s', (_what, line, problem) => {
    expect(rowsOf(['ravi@northwind.test'], line)[1]?.problem).toEqual(problem)
  })
  test('an address that an earlier row has, in whatever spelling (R6)', () => {
    expect(rowsOf([nadia], ['Nadia@Northwind.test'])[1]?.problem).toEqual({ kind: 'twice', row: 1 })
  })
})
