import { expect, test } from 'vitest'
import type { Command } from './commands.ts'
import { sizeOf } from './size-of.ts'

const by = {
  organizationId: 'o',
  operationId: 'p',
  actor: { kind: 'user', userId: 'u', sessionId: 's' },
} as const
const grants = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ workspaceId: `w${at}`, role: 'member' as const }))
const inviting = (count: number): Command => ({
  ...by,
  verb: 'invitation.create',
  input: { email: 'a@b.test', role: 'member', grants: grants(count), locale: 'en' },
})
const invitingMany = (...counts: number[]): Command => ({
  ...by,
  verb: 'invitation.createMany',
  input: {
    invitations: counts.map((count) => ({
      email: 'a@b.test',
      role: 'member',
      grants: grants(count),
    })),
    locale: 'en',
    dryRun: false,
  },
})

test('a command counts as many as it invites, and one more for each fifty grants', () => {
  expect([0, 49, 50, 1_000].map((count) => sizeOf(inviting(count)))).toEqual([1, 1, 2, 21])
  expect(sizeOf(invitingMany(0, 0, 60))).toBe(4)
  expect(sizeOf({ ...by, verb: 'organization.rename', input: { name: 'Northwind' } })).toBe(1)
})
