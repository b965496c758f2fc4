import { describe, expect, test } from 'vitest'
import {
  managerOf,
  moment,
  noon,
  reasonOf,
  valueOf,
  viewer,
  workspace,
} from '../../testing/builders.ts'
import {
  decideArchiveWorkspace,
  decideCreateWorkspace,
  decideDeleteWorkspace,
  decideRestoreWorkspace,
  decideUpdateWorkspace,
} from './workspace.ts'

const web = workspace('web')
const people = [
  ['an Owner', viewer('owner')],
  ['an Admin', viewer('admin')],
  ['its Workspace manager', managerOf('web')],
  ['a member', viewer('member')],
] as const

describe('workspaces (R37)', () => {
  test.each(people)('%s', (who, actor) => {
    const administers = who === 'an Owner' || who === 'an Admin' ? 'allowed' : 'not_permitted'
    const describes = who === 'a member' ? 'not_permitted' : 'allowed'
    const answers = {
      create: decideCreateWorkspace({ actor }, { name: 'Shop', description: '' }, moment()),
      archive: decideArchiveWorkspace({ actor, workspace: web }, moment()),
      restore: decideRestoreWorkspace({ actor, workspace: web }),
      delete: decideDeleteWorkspace({ actor, workspace: web }),
      update: decideUpdateWorkspace({ actor, workspace: web }, { name: 'Shop' }),
    }
    expect(Object.entries(answers).map(([verb, decided]) => [verb, reasonOf(decided)])).toEqual([
      ['create', administers],
      ['archive', administers],
      ['restore', administers],
      ['delete', administers],
      ['update', describes],
    ])
  })

  test('of another organization are not found', () => {
    expect(reasonOf(decideDeleteWorkspace({ actor: viewer('owner'), workspace: null }))).toBe(
      'not_found',
    )
  })

  test('archived or restored again stay as they are, and nothing is written', () => {
    const archived = workspace('web', { archivedAt: noon - 5 })
    const { changes, answer } = valueOf(
      decideArchiveWorkspace({ actor: viewer('owner'), workspace: archived }, moment()),
    )
    expect(changes).toEqual([])
    expect(answer.archivedAt).toBe(new Date(noon - 5).toISOString())
  })

  test('changing what an invitee is shown makes it another content (R19, R27)', () => {
    const touched = { kind: 'promises.touch', workspaceId: 'web' }
    const actor = viewer('owner')
    expect(valueOf(decideDeleteWorkspace({ actor, workspace: web })).changes).toContainEqual(
      touched,
    )
    expect(
      valueOf(decideArchiveWorkspace({ actor, workspace: web }, moment())).changes,
    ).toContainEqual(touched)
    expect(
      valueOf(decideUpdateWorkspace({ actor, workspace: web }, { name: 'Shop' })).changes,
    ).toContainEqual(touched)
    const described = decideUpdateWorkspace({ actor, workspace: web }, { description: 'Ours' })
    expect(valueOf(described).changes).not.toContainEqual(touched)
  })
})
