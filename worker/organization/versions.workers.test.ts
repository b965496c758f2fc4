/** A worker and an object of different releases, as there are for a moment during a deploy. */
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { apiOf } from '../testing/api.ts'
import { reasonOf, valueOf } from '../testing/builders.ts'
import { actorOf, everyVerb, newDeed } from '../testing/deeds.ts'
import { everythingOf, newOrganization } from '../testing/organization.ts'
import type { Actor, Command, Verb } from './commands.ts'

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))

const invitation =
  'abilities contentVersion createdAt createdBy delivery email expiresAt grants hiddenGrants id role sentAt sponsor status'
const member = 'abilities email grants joinedAt lastActiveAt name role userId'
const workspace = 'archivedAt description id name'

/**
 * What 0.1.0 sends with each verb, and what it reads of the answer. It stays as it is, so that workers of that
 * release go on working: what a verb learns later, it must do without. A later release gets a table beside this one.
 */
const since010: Partial<Record<Verb, [sent: string, read: string]>> = {
  'organization.create': ['name', 'id name'],
  'organization.rename': ['name', 'id name'],
  'organization.delete': ['name', 'organizationId'],
  'workspace.create': ['name description', workspace],
  'workspace.update': ['workspaceId name description', workspace],
  'workspace.archive': ['workspaceId', workspace],
  'workspace.restore': ['workspaceId', workspace],
  'workspace.delete': ['workspaceId', 'workspaceId'],
  'member.changeRole': ['userId role', member],
  'member.changeGrants': ['userId grants', member],
  'member.rename': ['userId name', member],
  'member.remove': ['userId', 'userId'],
  'member.leave': ['', 'userId'],
  'invitation.create': ['email role grants locale', invitation],
  'invitation.createMany': ['invitations locale dryRun', 'items invited refused'],
  'invitation.approve': ['invitationId', invitation],
  'invitation.resend': ['invitationId locale', invitation],
  'invitation.cancel': ['invitationId', invitation],
  'invitation.changeGrants': ['invitationId grants', invitation],
  'invitation.accept': ['invitationId generation contentVersion', 'organizationId'],
  'invitation.decline': ['invitationId generation', 'organizationId'],
  'invitation.expire': ['limit', 'expired'],
}
const verbsOf010 = Object.keys(since010) as Verb[]

/** Hands a command to the object as it is, whatever its release. */
const execute = (command: { organizationId: string; [name: string]: unknown }) => {
  const id = env.ORGANIZATION.idFromName(command.organizationId)
  return env.ORGANIZATION.get(id).execute(command as unknown as Command)
}

async function commandOf(verb: Verb) {
  const { by, input, organizationId } = await newDeed(verb)
  return { verb, organizationId, operationId: crypto.randomUUID(), actor: actorOf(by), input }
}

describe('an object', () => {
  test('goes on knowing every verb that 0.1.0 sends (F30)', () => {
    expect(everyVerb).toEqual(expect.arrayContaining(verbsOf010))
  })

  test.each(verbsOf010)(
    'carries out %s as 0.1.0 sends it, and as one sends it that says more, and answers what 0.1.0 reads (F30)',
    async (verb) => {
      const [sent, read] = (since010[verb] ?? ['', '']).map((names) => names.split(' '))
      const older = await commandOf(verb)
      const known = Object.entries(older.input).filter(([name]) => sent?.includes(name))
      const newer = await commandOf(verb)
      const answers = [
        await execute({ ...older, input: Object.fromEntries(known) }),
        await execute({
          ...newer,
          requestId: 'r',
          actor: { ...newer.actor, device: 'd' },
          input: { ...newer.input, mood: 'good' },
        }),
      ]
      for (const answer of answers) {
        expect(Object.keys(valueOf(answer))).toEqual(expect.arrayContaining(read ?? []))
      }
    },
  )

  test('that does not know the verb or the actor of a newer worker is unavailable, and changes nothing (F30)', async () => {
    const command = await commandOf('workspace.create')
    const before = await everythingOf(command.organizationId)
    const newer = [
      { ...command, verb: 'workspace.paint' },
      { ...command, verb: 'toString' },
      { ...command, actor: { kind: 'apiKey', keyId: 'k' } as unknown as Actor },
    ]
    for (const one of newer) {
      expect(await execute(one)).toEqual({
        ok: false,
        refusal: { reason: 'unavailable', retryAfter: 5 },
      })
    }
    expect(await everythingOf(command.organizationId)).toEqual(before)
    expect(reasonOf(await execute(command))).toBe('allowed')
  })
})

test('what a client of a later release says more is no obstacle (F30, F23)', async () => {
  const { id: organizationId, owner } = await newOrganization()
  const { call } = await apiOf(owner)
  const input = { organizationId, name: 'Shop', description: '', colour: 'red' }
  expect((await call('workspace.create', input)).data).toMatchObject({ name: 'Shop' })
})
