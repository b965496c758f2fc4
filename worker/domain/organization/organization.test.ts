import { describe, expect, test } from 'vitest'
import { managerOf, moment, noon, reasonOf, valueOf, viewer } from '../../testing/builders.ts'
import { decideDeleteOrganization } from './delete.ts'
import { decideRenameOrganization } from './rename.ts'

const acme = { organizationId: 'acme', organizationName: 'Acme' }
const everybody = [viewer('owner'), viewer('admin'), viewer('member'), managerOf('web')]

describe('renaming an organization', () => {
  const rename = (actor = viewer('owner'), name = 'Acme Works') =>
    decideRenameOrganization({ ...acme, actor }, { name })

  test('is for Owners and Admins', () => {
    const reasons = everybody.map((actor) => reasonOf(rename(actor)))
    expect(reasons).toEqual(['allowed', 'allowed', 'not_permitted', 'not_permitted'])
  })

  test('makes open invitations ask again, for it stands on what invitees were shown (R27)', () => {
    const { changes, answer } = valueOf(rename())
    expect(changes).toEqual([
      { kind: 'organization.setName', name: 'Acme Works' },
      { kind: 'invitations.touch' },
    ])
    expect(answer).toEqual({ id: 'acme', name: 'Acme Works' })
  })

  test('to what it is called already changes nothing', () => {
    expect(valueOf(rename(viewer('admin'), 'Acme'))).toMatchObject({ changes: [], events: [] })
  })
})

describe('deleting an organization', () => {
  const remove = (name: string, actor = viewer('owner'), organizationName = 'Acme') =>
    decideDeleteOrganization({ ...acme, organizationName, actor }, { name }, moment())

  test('is for Owners alone, whatever was typed', () => {
    const reasons = everybody.map((actor) => reasonOf(remove('Acme', actor)))
    expect(reasons).toEqual(['allowed', 'not_permitted', 'not_permitted', 'not_permitted'])
    expect(reasonOf(remove('', viewer('admin')))).toBe('not_permitted')
  })

  test.each(['', 'acme', 'Acme Works', 'Acm'])(
    'is refused where what was typed, %j, is not its name of now',
    (typed) => {
      expect(reasonOf(remove(typed))).toBe('content_changed')
    },
  )

  test('takes the name as any keyboard types it', () => {
    expect(reasonOf(remove('  Acme '))).toBe('allowed')
    expect(reasonOf(remove('Cafe\u0301  Noir', viewer('owner'), 'Caf\u00e9 Noir'))).toBe('allowed')
  })

  test('leaves no name in its own line of the audit log', () => {
    const { changes, events, answer } = valueOf(remove('Acme'))
    expect(changes).toEqual([{ kind: 'organization.delete', deletedAt: noon }])
    expect(JSON.stringify([events, answer])).not.toContain('Acme')
  })
})
