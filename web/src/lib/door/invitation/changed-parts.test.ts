import { expect, test } from 'vitest'
import { changedParts } from './changed-parts.ts'
import type { PendingInvitation } from './step.ts'

const before: PendingInvitation = {
  state: 'pending',
  contentVersion: 1,
  hasAccount: true,
  email: 'nadia@northwind.test',
  role: 'member',
  organization: { id: 'o', name: 'Acme' },
  sponsor: null,
  workspaces: [
    { name: 'Web', role: 'manager' },
    { name: 'API', role: 'member' },
  ],
  expiresAt: '2026-11-26T14:00:00.000Z',
}

test('another role, another workspace, another role in one: each is marked (R27)', () => {
  const [web, interfaces] = before.workspaces as [{ name: string; role: 'manager' }, never]
  expect(changedParts(before, { ...before, role: 'admin', workspaces: [] })).toEqual([
    'role',
    'workspaces',
  ])
  expect(changedParts(before, { ...before, workspaces: [web] })).toEqual(['workspaces'])
  expect(
    changedParts(before, { ...before, workspaces: [{ ...web, role: 'member' }, interfaces] }),
  ).toEqual(['workspaces'])
})

test('the same in another order, or a later hour, changes nothing that was agreed to', () => {
  const after = {
    ...before,
    workspaces: before.workspaces.toReversed(),
    expiresAt: '2026-11-27T14:00:00.000Z',
  }
  expect(changedParts(before, after)).toEqual([])
})
