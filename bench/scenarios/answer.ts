import { invitationToken } from '../../worker/links/token.ts'
import { literal } from '../../tools/lib/sql.ts'
import type { Call } from '../load/task.ts'
import type { Invitation, Person } from '../rows/usher.ts'
import { mutate, peerGet, peerPost, type Answer } from './calls.ts'
import { acceptFloor, batchFloor } from './floors.ts'
import { must, single, type Scenario, type Side, type World } from './scenario.ts'

/** Somebody who is invited and has an account, and their link. */
type Invitee = { person: Person; invitation: Invitation; token: string }

export const accept: Scenario = {
  id: 'accept',
  title: 'Accept an invitation',
  build: async (world) => [
    usherAccepts('usher', await usherInvitees(world, 0)),
    peerAccepts('peer', peerInvitees(world, 0)),
    usherAccepts('usher-grant', await usherInvitees(world, 1)),
    peerAccepts('peer-team', peerInvitees(world, 1)),
    acceptFloor(world.floors, world.tasks),
  ],
}

export const open: Scenario = {
  id: 'open',
  title: 'Open an invitation’s link',
  build: async (world) => {
    const [usher, peer] = [await usherInvitees(world, 1), peerInvitees(world, 1)]
    return [
      {
        id: 'usher',
        worker: 'usher',
        share: 1,
        // The invitee's page is for who is not signed in.
        task: single((n) => usherOpen(usher.of(n))),
        kept: {
          sql: "SELECT count(*) FROM audit_event WHERE verb = 'invitation.open'",
          perTask: 1,
        },
      },
      {
        id: 'peer',
        worker: 'peer',
        share: 1,
        by: (n) => peer.of(n).person.browser,
        task: single((n) => peerOpen(peer.of(n))),
      },
      batchFloor,
    ] satisfies Side[]
  },
}

type Invitees = { organizationId: string; of: (n: number) => Invitee }

const usherAccepts = (id: string, { organizationId, of }: Invitees) =>
  accepts('usher', id, of, (invitee) => usherAccept(invitee, organizationId), {
    sql: `SELECT count(*) FROM membership
      WHERE role = 'member' AND organization_id = ${literal(organizationId)}`,
    perTask: 1,
  })

const peerAccepts = (id: string, { organizationId, of }: Invitees) =>
  accepts('peer', id, of, (invitee) => peerAccept(invitee, organizationId), {
    sql: `SELECT count(*) FROM member
      WHERE role = 'member' AND organizationId = ${literal(organizationId)}`,
    perTask: 1,
  })

const accepts = (
  worker: 'usher' | 'peer',
  id: string,
  of: Invitees['of'],
  accept: (invitee: Invitee) => Call,
  kept: Side['kept'] & {},
): Side => ({
  id,
  worker,
  share: 1,
  by: (n) => of(n).person.browser,
  task: single((n) => accept(of(n))),
  kept,
})

export async function usherInvitees(
  { usher, secrets, tasks }: World,
  grants: number,
): Promise<Invitees> {
  const organization = usher.organization()
  const invitees = await Promise.all(
    Array.from({ length: tasks(1) }, async () => {
      const person = usher.person()
      const invitation = usher.invitation(organization, person.email, grants)
      const link = { organizationId: organization.id, invitationId: invitation.id, generation: 1 }
      return { person, invitation, token: await invitationToken(secrets.invitation, link) }
    }),
  )
  return { organizationId: organization.id, of: nth(invitees) }
}

function peerInvitees({ peer, tasks }: World, teams: number): Invitees {
  const organization = peer.organization()
  const invitees = Array.from({ length: tasks(1) }, () => {
    const person = peer.person()
    const invitation = peer.invitation(organization, person.email, teams)
    return { person, invitation, token: invitation.id }
  })
  return { organizationId: organization.id, of: nth(invitees) }
}

export const usherAccept = ({ person, token }: Invitee, organizationId: string) =>
  mutate('invitation.accept', { token, contentVersion: 1 }, person.browser, (answer) =>
    must(answer['organizationId'] === organizationId, 'not accepted'),
  )

const peerAccept = ({ person, token }: Invitee, organizationId: string) =>
  peerPost(
    'organization/accept-invitation',
    { invitationId: token },
    person.browser,
    ({ member }) => {
      const { organizationId: joined, userId } = member as Answer
      must(joined === organizationId && userId === person.id, 'not accepted')
    },
  )

const usherOpen = ({ invitation: { email }, token }: Invitee) =>
  mutate('invitation.open', { token }, undefined, (opened) =>
    must(opened['state'] === 'pending' && opened['email'] === email, 'not shown'),
  )

const peerOpen = ({ person, invitation: { email }, token }: Invitee) =>
  peerGet(`organization/get-invitation?id=${token}`, person.browser, (opened) =>
    must(opened['status'] === 'pending' && opened['email'] === email, 'not shown'),
  )

export function nth<T>(all: readonly T[]): (n: number) => T {
  return (n) => {
    const one = all[n]
    if (one === undefined) throw new RangeError(`There are but ${all.length}`)
    return one
  }
}
