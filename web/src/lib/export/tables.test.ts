import { expect, test } from 'vitest'
import { invitationCells, memberCells, type Words } from './tables.ts'

const words: Words = {
  role: (role) => `role ${role}`,
  access: (workspace, role) => `${workspace}: ${role}`,
  everyWorkspace: () => 'all',
  status: (status) => `status ${status}`,
  delivery: ({ state, reason }) => `${state} ${reason}`,
  system: () => 'the system',
}

const workspaces = [
  { id: 'web', name: 'Web', description: '', archivedAt: null },
  { id: 'mobile', name: '=cmd()', description: '', archivedAt: null },
]
const yes = { allowed: true } as const
const member = {
  userId: 'mika',
  name: 'Mika Mori',
  email: 'mika@acme.test',
  role: 'member' as const,
  grants: [
    { workspaceId: 'mobile', role: 'member' as const },
    { workspaceId: 'web', role: 'manager' as const },
  ],
  joinedAt: '2026-11-01T08:00:00.000Z',
  lastActiveAt: null,
  abilities: {
    changeRole: { owner: yes, admin: yes, member: yes },
    changeGrants: yes,
    rename: yes,
    remove: yes,
    leave: yes,
  },
}
const invitation = {
  id: 'one',
  email: 'nadia@acme.test',
  role: 'member' as const,
  status: 'pending' as const,
  grants: [{ workspaceId: 'web', role: 'member' as const }],
  hiddenGrants: 2,
  createdBy: null,
  sponsor: { id: 'olivia', name: 'Olivia Owner', email: 'olivia@acme.test' },
  createdAt: '2026-11-26T08:00:00.000Z',
  sentAt: '2026-11-26T08:00:00.000Z',
  expiresAt: '2026-11-29T08:00:00.000Z',
  closedAt: null,
  contentVersion: 1,
  delivery: { state: 'sent' as const, reason: null, at: '2026-11-26T08:00:01.000Z' },
  abilities: { resend: yes, cancel: yes, changeGrants: yes, approve: yes },
}

test('a member is a row: name, address, role, workspaces with the role there, instants', () => {
  expect(memberCells(member, workspaces, words)).toEqual([
    'Mika Mori',
    'mika@acme.test',
    'role member',
    'Web: manager; =cmd(): member',
    '2026-11-01T08:00:00.000Z',
    '',
  ])
})

test('who reaches every workspace by role is told so', () => {
  const cells = memberCells({ ...member, role: 'admin', grants: [] }, workspaces, words)
  expect(cells.slice(2, 4)).toEqual(['role admin', 'all'])
})

test('an invitation is a row, with those workspaces as a number that are not to be seen (R13)', () => {
  expect(invitationCells(invitation, workspaces, words)).toEqual([
    'nadia@acme.test',
    'role member',
    'Web: member',
    '2',
    'status pending',
    'Olivia Owner',
    '2026-11-26T08:00:00.000Z',
    '2026-11-29T08:00:00.000Z',
    'sent null',
  ])
})

test('an invitation of nobody is the system’s', () => {
  const cells = invitationCells(
    { ...invitation, hiddenGrants: 0, sponsor: null },
    workspaces,
    words,
  )
  expect(cells.slice(3, 6)).toEqual(['', 'status pending', 'the system'])
})
