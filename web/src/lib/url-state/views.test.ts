import { describe, expect, test } from 'vitest'
import { readInvitesView, writeInvitesView } from './invites-view.ts'
import { readMembersView, writeMembersView, type MembersView } from './members-view.ts'

const members = (query: string) => readMembersView(new URLSearchParams(query))
const invites = (query: string) => readInvitesView(new URLSearchParams(query))

function changed(query: string, changes: Partial<MembersView>): string {
  const params = new URLSearchParams(query)
  writeMembersView(params, changes)
  return params.toString()
}

describe('the view of members in an address', () => {
  test('is the newest members, all of them, when nothing is said', () => {
    expect(members('')).toEqual({
      search: '',
      role: null,
      workspaceId: null,
      sort: 'joined',
      direction: 'desc',
      place: { page: 1, cursor: null },
    })
  })
  test('is read as it is written', () => {
    const view: MembersView = {
      search: 'wan da',
      role: 'admin',
      workspaceId: 'w1',
      sort: 'lastActive',
      direction: 'asc',
      place: { page: 3, cursor: 'next.1' },
    }
    expect(members(changed('', view))).toEqual(view)
  })
  test('falls back to what is usual where the address says what there is not', () => {
    expect(members('role=king&sort=height&direction=left&page=-1&cursor=x')).toEqual(members(''))
    expect(members('page=2')).toEqual(members(''))
    expect(members('cursor=x')).toEqual(members(''))
    expect(members(`page=2&cursor=${'x'.repeat(201)}`)).toEqual(members(''))
  })
  test('sorts names and roles upwards unless told otherwise, instants downwards', () => {
    expect(members('sort=name').direction).toBe('asc')
    expect(members('sort=lastActive').direction).toBe('desc')
    expect(members('sort=name&direction=desc').direction).toBe('desc')
  })
  test('does not write what is so without saying', () => {
    expect(changed('', { sort: 'name', direction: 'asc' })).toBe('sort=name')
    expect(changed('sort=name&role=admin', { sort: 'joined', direction: 'desc', role: null })).toBe(
      '',
    )
    expect(changed('', { place: { page: 1, cursor: 'x' } })).toBe('')
  })
  test('begins at the first page when anything else changes', () => {
    expect(changed('members=wan&page=2&cursor=x', { role: 'admin' })).toBe('members=wan&role=admin')
  })
  test('leaves what else stands in the address', () => {
    expect(changed('invites=nadia&status=expired', { search: 'wan' })).toBe(
      'invites=nadia&status=expired&members=wan',
    )
  })
  test('takes no longer a text than the API does', () => {
    expect(members(`members=${'a'.repeat(300)}`).search).toHaveLength(254)
  })
})

describe('the view of pending invites in an address', () => {
  test('is read as it is written, beside that of members', () => {
    const params = new URLSearchParams('members=wan&page=2&cursor=x')
    const view = {
      search: 'nadia',
      status: 'not_delivered',
      workspaceId: 'w1',
      place: { page: 2, cursor: 'y' },
    } as const
    writeInvitesView(params, view)
    expect(readInvitesView(params)).toEqual(view)
    expect(readMembersView(params)).toMatchObject({
      search: 'wan',
      place: { page: 2, cursor: 'x' },
    })
  })
  test('knows history by all of it and by how it ended (R11)', () => {
    expect(invites('status=closed').status).toBe('closed')
    expect(invites('status=superseded').status).toBe('superseded')
    expect(invites('status=lost').status).toBeNull()
  })
})
