import { describe, expect, test } from 'vitest'
import { accessChanges, accessRows, rowsToShow } from './rows.ts'

const workspace = (id: string, archivedAt: string | null = null) => ({
  id,
  name: id.toUpperCase(),
  description: '',
  archivedAt,
})
const workspaces = [workspace('web'), workspace('mobile'), workspace('old', '2026-01-01T00:00:00Z')]

describe('the rows of workspace access', () => {
  test('are all active workspaces, by name, for whoever may change any (R16)', () => {
    const rows = accessRows({ workspaces, held: [], changeable: 'all' })
    expect(rows.map(({ workspaceId }) => workspaceId)).toEqual(['mobile', 'web'])
  })
  test('are for a Workspace manager those that they manage, others only where they are held and fixed (R13, R16)', () => {
    const held = [{ workspaceId: 'mobile', role: 'member' as const }]
    const rows = accessRows({ workspaces, held, changeable: ['web'] })
    expect(rows).toEqual([
      {
        workspaceId: 'mobile',
        name: 'MOBILE',
        held: 'member',
        archived: false,
        fixed: 'not_managed',
      },
      { workspaceId: 'web', name: 'WEB', held: 'none', archived: false },
    ])
  })
  test('show what is held in an archived workspace, and offer none there (R19)', () => {
    const held = [{ workspaceId: 'old', role: 'manager' as const }]
    const rows = accessRows({ workspaces, held, changeable: 'all' })
    expect(rows.map(({ workspaceId }) => workspaceId)).toEqual(['mobile', 'old', 'web'])
    expect(rows[1]).toMatchObject({ archived: true, held: 'manager' })
  })
  test('show archived ones at the end where it is asked for, with the reason that they can’t be granted (R19, R20)', () => {
    const archivedFirst = workspaces.toReversed()
    const rows = accessRows({
      workspaces: archivedFirst,
      held: [],
      changeable: 'all',
      showsArchived: true,
    })
    expect(rows.map(({ workspaceId, fixed }) => [workspaceId, fixed])).toEqual([
      ['mobile', undefined],
      ['web', undefined],
      ['old', 'archived'],
    ])
  })
})

test('of many rows those that are chosen stand first, and no more are drawn than is smooth', () => {
  const many = accessRows({
    workspaces: Array.from({ length: 1_000 }, (_, at) => workspace(`w${at}`)),
    held: [],
    changeable: 'all',
  })
  const { shown, more } = rowsToShow(many, { search: '', first: new Set(['w900']), most: 50 })
  expect(shown).toHaveLength(50)
  expect(shown.slice(0, 2).map(({ workspaceId }) => workspaceId)).toEqual(['w900', 'w0'])
  expect(more).toBe(950)
  const found = rowsToShow(many, { search: ' ｗ99 ', first: new Set(), most: 50 })
  expect(found.shown.map(({ workspaceId }) => workspaceId)).toEqual([
    'w99',
    ...Array.from({ length: 10 }, (_, at) => `w99${at}`),
  ])
})

test('a workspace is found by any part of its name, without its accents', () => {
  const named = [{ ...workspace('design'), name: 'Équipe Design' }, workspace('web')]
  const rows = accessRows({ workspaces: named, held: [], changeable: 'all' })
  const { shown } = rowsToShow(rows, { search: 'design equipe', first: new Set(), most: 50 })
  expect(shown.map(({ workspaceId }) => workspaceId)).toEqual(['design'])
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
