import { expect, test } from 'vitest'
import type { Topic } from '../domain.ts'
import { isConcerned } from './topics.ts'

const queries = ['workspaces', 'members', 'ownMembership', 'invitations', 'stats', 'another']

test.each([
  [['workspaces'], queries],
  [['members'], ['members', 'ownMembership', 'invitations', 'stats', 'another']],
  [['invitations'], ['invitations', 'stats', 'another']],
  [['organization'], ['another']],
  [['viewer'], queries],
  [
    ['organization', 'invitations'],
    ['invitations', 'stats', 'another'],
  ],
] as [Topic[], string[]][])(
  '%s: what is made of it is read again, and what nobody knows',
  (changed, read) => {
    const concerned = queries.filter((name) =>
      isConcerned(['organization', 'acme', name, {}], new Set(changed)),
    )
    expect(concerned).toEqual(read)
  },
)
