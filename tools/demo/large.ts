/** Globex, beside Acme: as large as an organization's lists must bear. */
import type { OrganizationRole, WorkspaceRole } from '../../worker/domain/roles.ts'
import type { InvitationFilterStatus } from '../../worker/domain/invitation/status.ts'
import { largeName, type LargeName } from './large-names.ts'
import { demoId } from './organization.ts'

type Grant = { workspaceId: string; role: WorkspaceRole }

export type LargeMember = LargeName & {
  userId: string
  email: string
  role: OrganizationRole
  joinedAt: number
  /** 0: never seen. */
  lastActiveAt: number
  grants: Grant[]
}

export type LargeInvitation = {
  id: string
  email: string
  role: OrganizationRole
  state: Exclude<InvitationFilterStatus, 'closed'>
  createdAt: number
  grants: Grant[]
}

export const globex = { id: demoId('Globex'), name: 'Globex', foundedAt: Date.UTC(2023, 4, 8, 7) }

export const sizes = { members: 5_000, workspaces: 40 }

/** How many invitations there are in each state. */
export const invitationsIn: readonly [LargeInvitation['state'], number][] = [
  ['pending', 1_920],
  ['not_delivered', 50],
  ['on_hold', 30],
  ['expired', 150],
  ['accepted', 600],
  ['canceled', 120],
  ['declined', 80],
  ['superseded', 90],
]

const [minute, hour, day] = [60_000, 3_600_000, 24 * 3_600_000]

const products = [
  'Billing',
  'Search',
  'Checkout',
  'Mobile',
  'Data',
  'Support',
  'Identity',
  'Growth',
]
const places = ['Tokyo', 'Berlin', 'Austin', 'São Paulo', 'Nairobi']

export const largeWorkspaces = Array.from({ length: sizes.workspaces }, (_, n) => ({
  id: demoId(`Globex workspace ${n}`),
  name: `${products[n % products.length]} ${places[Math.floor(n / products.length)]}`,
  createdAt: globex.foundedAt + n * day,
  isArchived: n % 13 === 12,
}))

/** The same each time, so that a page can be looked at again. */
export function chances() {
  let seed = 1
  return (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
}

type Chance = ReturnType<typeof chances>

function grantsOf(most: number, chance: Chance): Grant[] {
  const active = largeWorkspaces.filter(({ isArchived }) => !isArchived)
  const wanted = Array.from(
    { length: chance(most + 1) },
    () => active[chance(active.length)]?.id ?? '',
  )
  return [...new Set(wanted)].map((workspaceId) => ({
    workspaceId,
    role: chance(8) === 0 ? 'manager' : 'member',
  }))
}

/** Those who have an account in no other organization; the people of the demo come on top of them. */
export function largeMember(n: number, now: number, chance: Chance): LargeMember {
  const name = largeName(n, chance)
  const role = n % 1_500 === 7 ? 'owner' : n % 250 === 3 ? 'admin' : 'member'
  const joinedAt = now - chance(3 * 365) * day - chance(24 * 60) * minute
  const away = chance(4) === 0 ? chance(300) * day : chance(25 * 24) * hour
  return {
    ...name,
    userId: demoId(`Globex member ${n}`),
    email: `${name.address}.${n}@globex.test`,
    role,
    joinedAt,
    lastActiveAt: chance(8) === 0 ? 0 : Math.max(joinedAt, now - away),
    grants: role === 'member' ? grantsOf(3, chance) : [],
  }
}

export function largeInvitation(
  n: number,
  state: LargeInvitation['state'],
  now: number,
  chance: Chance,
): LargeInvitation {
  const { address } = largeName(n, chance)
  const isOpen = state === 'pending' || state === 'not_delivered' || state === 'on_hold'
  const age = isOpen ? chance(24 * 60) * minute : (4 + chance(200)) * day + chance(24 * 60) * minute
  const role = chance(40) === 0 ? 'admin' : 'member'
  return {
    id: demoId(`Globex invitation ${n}`),
    email: `${address}.${n}@${chance(3) === 0 ? 'initech' : 'northwind'}.example`,
    role,
    state,
    createdAt: now - age - n,
    grants: role === 'member' ? grantsOf(2, chance) : [],
  }
}
