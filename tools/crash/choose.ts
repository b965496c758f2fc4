import { randomUUID } from 'node:crypto'
import { invitationToken } from '../../worker/links/token.ts'
import type { Knowledge, Known } from './knowledge.ts'
import type { Deed } from './ledger.ts'
import type { Organization, Person } from './people.ts'

export type Chooser = {
  knowledge: Knowledge
  me: Organization['staff'][number]
  invitationSecret: string
  random: (below: number) => number
}

type Chosen = Pick<Deed, 'procedure' | 'input' | 'by' | 'learn'>

/** How often each is chosen, where there is something to do it to. */
const kinds = [
  ...Array<'create'>(5).fill('create'),
  ...Array<'accept'>(4).fill('accept'),
  ...Array<'changeGrants'>(3).fill('changeGrants'),
  ...Array<'resend'>(2).fill('resend'),
  ...Array<'remove'>(2).fill('remove'),
  ...Array<'rename'>(2).fill('rename'),
  'cancel',
  'decline',
] as const

/** What a client wants next. */
export async function chooseDeed(chooser: Chooser): Promise<Deed> {
  const organizationId = chooser.knowledge.organization.id
  const { input, ...chosen } = (await choose(chooser)) ?? create(chooser)
  const operationId = randomUUID()
  // A link says itself which organization it leads to.
  const place = 'token' in input ? {} : { organizationId }
  return {
    ...chosen,
    operationId,
    organizationId,
    input: { ...place, ...input, operationId },
    state: 'unknown',
  }
}

async function choose(chooser: Chooser): Promise<Chosen | null> {
  const { knowledge, random } = chooser
  const kind = pick(kinds, random)
  const pending = [...knowledge.pending.values()]
  switch (kind) {
    case 'accept': {
      const known = pick(
        pending.filter((one) => knowledge.guestOf(one)),
        random,
      )
      const guest = known && knowledge.guestOf(known)
      return guest ? accept(chooser, known, guest) : null
    }
    case 'changeGrants': {
      const known = pick(
        pending.filter(({ role }) => role === 'member'),
        random,
      )
      return known ? changeGrants(chooser, known) : null
    }
    case 'resend': {
      const known = pick(pending, random)
      return known ? resend(chooser, known) : null
    }
    case 'cancel': {
      const known = pick(pending, random)
      return known ? cancel(chooser, known) : null
    }
    case 'decline': {
      const known = pick(pending, random)
      return known ? decline(chooser, known) : null
    }
    case 'rename':
    case 'remove': {
      const guest = pick([...knowledge.joined.values()], random)
      if (!guest) return null
      return kind === 'rename' ? rename(chooser, guest) : remove(chooser, guest)
    }
    default:
      return null
  }
}

function create({ knowledge, me, random }: Chooser): Chosen {
  const { workspaceId } = knowledge.organization
  const free = knowledge.freeAddresses()
  // Now and then one that is taken: that is refused.
  const isFree = free.length > 0 && random(8) > 0
  const email = pick(isFree ? free : knowledge.addresses(), random) ?? ''
  const role = random(6) > 0 ? 'member' : 'admin'
  const grants =
    role === 'member' && random(2) > 0
      ? [{ workspaceId, role: random(2) > 0 ? 'member' : 'manager' }]
      : []
  return {
    procedure: 'invitation.create',
    input: { email, role, grants },
    by: me,
    learn: (answer) => {
      const { id, contentVersion } = answer as Known
      // What others made of it since, before this was heard, is known already.
      if (knowledge.pending.has(id)) return
      knowledge.pending.set(id, { id, email, role, generation: 1, contentVersion, grants: {} })
    },
  }
}

async function accept(chooser: Chooser, known: Known, guest: Person): Promise<Chosen> {
  const { knowledge } = chooser
  return {
    procedure: 'invitation.accept',
    input: { token: await tokenOf(chooser, known), contentVersion: known.contentVersion },
    by: guest,
    learn: () => {
      knowledge.pending.delete(known.id)
      knowledge.joined.set(guest.id, guest)
    },
  }
}

const next = { none: 'member', member: 'manager', manager: null } as const

/** Always a change, since nobody else grants anything in this client's workspace. */
function changeGrants({ knowledge, me }: Chooser, known: Known): Chosen {
  const { workspaceId } = me
  const role = next[heldIn(known, workspaceId)]
  return {
    procedure: 'invitation.changeGrants',
    input: { invitationId: known.id, grants: [{ workspaceId, role }] },
    by: me,
    learn: (answer) => {
      const now = knowledge.pending.get(known.id)
      if (!now) return
      now.contentVersion = Math.max(now.contentVersion, (answer as Known).contentVersion)
      if (role === null) delete now.grants[workspaceId]
      else now.grants[workspaceId] = role
    },
  }
}

function heldIn({ grants }: Known, workspaceId: string): 'none' | 'member' | 'manager' {
  const role = grants[workspaceId]
  return role === 'member' || role === 'manager' ? role : 'none'
}

function resend({ knowledge, me }: Chooser, known: Known): Chosen {
  const generation = known.generation + 1
  return {
    procedure: 'invitation.resend',
    input: { invitationId: known.id },
    by: me,
    learn: () => {
      const now = knowledge.pending.get(known.id)
      if (now) now.generation = Math.max(now.generation, generation)
    },
  }
}

function cancel({ knowledge, me }: Chooser, { id }: Known): Chosen {
  return {
    procedure: 'invitation.cancel',
    input: { invitationId: id },
    by: me,
    learn: () => knowledge.pending.delete(id),
  }
}

async function decline(chooser: Chooser, known: Known): Promise<Chosen> {
  return {
    procedure: 'invitation.decline',
    input: { token: await tokenOf(chooser, known) },
    by: null,
    learn: () => chooser.knowledge.pending.delete(known.id),
  }
}

/** Always a change: nobody was ever called so. */
function rename({ me }: Chooser, guest: Person): Chosen {
  return {
    procedure: 'member.rename',
    input: { userId: guest.id, name: `Guest ${randomUUID().slice(0, 8)}` },
    by: me,
    learn: () => {},
  }
}

function remove({ knowledge, me }: Chooser, guest: Person): Chosen {
  return {
    procedure: 'member.remove',
    input: { userId: guest.id },
    by: me,
    learn: () => knowledge.joined.delete(guest.id),
  }
}

function tokenOf(
  { invitationSecret, knowledge }: Chooser,
  { id: invitationId, generation }: Known,
): Promise<string> {
  const organizationId = knowledge.organization.id
  return invitationToken(invitationSecret, { invitationId, generation, organizationId })
}

function pick<T>(list: readonly T[], random: Chooser['random']): T | undefined {
  return list.length > 0 ? list[random(list.length)] : undefined
}
