import { describe, expect, test } from 'vitest'
import type { Item } from './choose.ts'
import { judge } from './judge.ts'
import { emptyWorld } from './oracle/world.ts'
import type { Heard } from './perform.ts'

const ofOrganization = { organizationId: 'o', operationId: 'op' }
const command: Item = {
  kind: 'command',
  way: 'object',
  command: {
    ...ofOrganization,
    verb: 'member.leave',
    actor: { kind: 'user', userId: 'olivia' },
    input: {},
  },
}
const open: Item = {
  kind: 'open',
  organizationId: 'o',
  link: { invitationId: 'i', generation: 1 },
  viewerId: null,
}
const deliver: Item = { kind: 'deliver', limit: 10 }

const hears = (item: Item, heard: Heard | null, isDisturbed: boolean) => () =>
  judge(emptyWorld(), {
    done: [{ item, heard }],
    log: [],
    instants: [0],
    isDisturbed,
    sent: new Map(),
  })

const broken: Heard = { ok: 'none', why: 'TypeError: undefined is not a function' }
const unavailable: Heard = { ok: false, refusal: { reason: 'unavailable', retryAfter: 5 } }

describe('who asks while something is broken', () => {
  test.each([command, open])('hears nothing, or "unavailable": $kind', (item) => {
    hears(item, null, true)()
    hears(item, unavailable, true)()
    expect(hears(item, broken, true)).toThrow('has failed: TypeError')
  })

  test('and where nothing is, not even that', () => {
    expect(hears(command, unavailable, false)).toThrow('nothing was broken')
    expect(hears(deliver, broken, false)).toThrow('nothing was broken')
    hears(deliver, broken, true)()
  })
})
