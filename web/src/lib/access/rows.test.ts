import { describe, expect, test } from 'vitest'
import { accessChanges, accessRows } from './rows.ts'

const workspace = (id: string, archivedAt: string | null = null) => ({
  id,
  name: id.toUpperCase(),
  description: '',
  archivedAt,
})
const workspaces = [workspace('web'), workspace('mobile'), workspace('old', '2026-01-01T00:00:00Z')]

describe('the rows of workspace access', () => {
  test('are all active workspaces for whoever may change any (R16)', () => {
    const rows = accessRows({ workspaces, held: [], changeable: 'all' })
    expect(rows.map(({ workspaceId }) => workspaceId)).toEqual(['web', 'mobile'])
  })
  test('are for a Workspace manager those that they manage, others only where they are held and fixed (R13, R16)', () => {
    const held = [{ workspaceId: 'mobile', role: 'member' as const }]
    const rows = accessRows({ workspaces, held, changeable: ['web'] })
    expect(rows).toEqual([
      { workspaceId: 'web', name: 'WEB', held: 'none', archived: false },
      {
        workspaceId: 'mobile',
        name: 'MOBILE',
        held: 'member',
        archived: false,
        fixed: 'not_managed',
      },
    ])
  })
  test('show what is held in an archived workspace, and offer none there (R19)', () => {
    const held = [{ workspaceId: 'old', role: 'manager' as const }]
    const rows = accessRows({ workspaces, held, changeable: 'all' })
    expect(rows.at(-1)).toMatchObject({ workspaceId: 'old', archived: true, held: 'manager' })
  })
})

test('only what was changed is sent; No access is null', () => {
  const held = [{ workspaceId: 'web', role: 'member' as const }]
  const rows = accessRows({ workspaces, held, changeable: 'all' })
  expect(accessChanges(rows, { web: 'none', mobile: 'none' })).toEqual([
    { workspaceId: 'web', role: null },
  ])
  expect(accessChanges(rows, { web: 'member', mobile: 'manager' })).toEqual([
    { workspaceId: 'mobile', role: 'manager' },
  ])
})
