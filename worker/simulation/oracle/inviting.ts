/** Inviting one address or many, and sending again: R1 to R8, R14, R17, R42. */
import type { Commands } from '../../organization/commands.ts'
import {
  change,
  refused,
  refusedAs,
  unchanged,
  type Event,
  type Ids,
  type Outcome,
} from './outcome.ts'
import {
  dayMs,
  isAdministrator,
  isOpen,
  keyOf,
  lifetimeMs,
  mailsPerAddress,
  mailsPerOrganization,
  refuseGrants,
  refuseInviting,
  refuseResending,
  statusAt,
  type Refusal,
  type Scene,
} from './rules.ts'
import { invitationView } from './views.ts'
import type { Grants, Invitation, Organization, Quota, World } from './world.ts'

type Asked = Commands['invitation.createMany']['input']['invitations'][number]
/** What stands in an address's way, and what was counted, while a list is gone through. */
type Ledger = { taken: Map<string, number>; counted: Map<string, Quota> }

export function invite(scene: Scene, asked: Asked): Outcome {
  const refusal = refuseOne(scene, asked, { taken: new Map(), counted: new Map() })
  if (refusal) return refusedAs(refusal)
  return change((ids) => {
    const { invitation, events } = add(scene, asked, ids)
    return { answer: invitationView(scene, invitation), events }
  })
}

export function inviteMany(
  scene: Scene,
  { invitations, dryRun }: Commands['invitation.createMany']['input'],
): Outcome {
  const { of, asker, now } = scene
  if (!isAdministrator(asker)) return refused('not_permitted')
  const ledger: Ledger = { taken: new Map(), counted: new Map() }
  const firstPlaces = new Map<string, number>()
  const decided = invitations.map((asked, at) => {
    const key = keyOf(asked.email) ?? ''
    const duplicateOf = ledger.taken.get(key) ?? firstPlaces.get(key)
    const refusal = refuseOne(scene, asked, ledger)
    if (!firstPlaces.has(key)) firstPlaces.set(key, at)
    if (!refusal) reserve(scene, ledger, key, at)
    const pending = inTheWay(of, key, now)
    const isTaken = refusal?.reason === 'already_invited'
    return {
      asked,
      refusal,
      beside: {
        ...(isTaken && pending && { invitationId: pending.id }),
        ...(isTaken && duplicateOf !== undefined && { duplicateOf }),
      },
    }
  })
  const invited = decided.filter(({ refusal }) => refusal === null).length
  const counts = { invited, refused: decided.length - invited }
  const answerWith = (idOf: (asked: Asked) => string | null) => ({
    items: decided.map(({ asked, refusal, beside }) =>
      refusal
        ? { email: asked.email, outcome: 'refused', ...refusal, ...beside }
        : { email: asked.email, outcome: 'invited', invitationId: idOf(asked) },
    ),
    ...counts,
  })
  if (dryRun || invited === 0) return unchanged(answerWith(() => null))
  return change((ids) => {
    const made = decided
      .filter(({ refusal }) => refusal === null)
      .map(({ asked }) => ({ asked, ...add(scene, asked, ids) }))
    const idOf = (asked: Asked) => made.find((one) => one.asked === asked)?.invitation.id ?? null
    const events = made.flatMap((one) => one.events)
    return {
      answer: answerWith(idOf),
      events: [{ verb: 'invitation.createMany', subjectId: of.id }, ...events],
    }
  })
}

export function resend(scene: Scene, invitation: Invitation): Outcome {
  const { world, of, asker, now } = scene
  const refusal =
    refuseResending(asker, invitation, now) ??
    (isMembers(world, of, invitation.emailKey) ? { reason: 'already_member' } : null) ??
    (hasRival(of, invitation) ? { reason: 'already_invited' } : null) ??
    refuseCounting(scene, invitation.emailKey, new Map())
  if (refusal) return refusedAs(refusal)
  return change(() => {
    Object.assign(invitation, { status: 'pending', sponsor: asker.id, closedAt: null })
    Object.assign(invitation, { sentAt: now, expiresAt: now + lifetimeMs })
    invitation.generation += 1
    owe(scene, invitation)
    return {
      answer: invitationView(scene, invitation),
      events: [{ verb: 'invitation.resend', subjectId: invitation.id }],
    }
  })
}

function refuseOne(scene: Scene, asked: Asked, { taken, counted }: Ledger): Refusal | null {
  const { world, of, asker, now } = scene
  const refusal = refuseInviting(asker, asked.role)
  if (refusal) return refusal
  const grants = asked.grants.filter(({ role }) => role !== null)
  if (grants.length > 0 && asked.role !== 'member') return { reason: 'grants_need_member_role' }
  const key = keyOf(asked.email)
  if (key === null) return { reason: 'invalid_email' }
  if (isMembers(world, of, key)) return { reason: 'already_member' }
  if (taken.has(key) || inTheWay(of, key, now)) return { reason: 'already_invited' }
  return refuseGrants(of, grants, new Map()) ?? refuseCounting(scene, key, counted)
}

const isMembers = (world: World, of: Organization, key: string) =>
  [...of.members.keys()].some((id) => world.people.get(id)?.email === key)

/** R5, R17: what is pending or on hold stands in the way, what has expired does not. */
const inTheWay = (of: Organization, key: string, now: number) =>
  [...of.invitations.values()].find(
    (other) => other.emailKey === key && isOpen(other) && statusAt(of, other, now) !== 'expired',
  )

/** R5: beside what has expired an operator may have put another one, which nothing but a job records as expired. */
const hasRival = (of: Organization, { id, emailKey }: Invitation) =>
  [...of.invitations.values()].some(
    (other) => other.id !== id && other.emailKey === emailKey && other.status === 'pending',
  )

function add(scene: Scene, asked: Asked, ids: Ids): { invitation: Invitation; events: Event[] } {
  const { of, asker, now } = scene
  const emailKey = keyOf(asked.email) ?? ''
  const grants: Grants = new Map()
  for (const { workspaceId, role } of asked.grants) if (role) grants.set(workspaceId, role)
  const overtaken = [...of.invitations.values()].filter(
    (other) => other.emailKey === emailKey && isOpen(other),
  )
  for (const other of overtaken) Object.assign(other, { status: 'superseded', closedAt: now })
  const invitation: Invitation = {
    id: ids(),
    email: asked.email.trim(),
    emailKey,
    role: asked.role,
    status: 'pending',
    generation: 1,
    contentVersion: 1,
    createdBy: asker.id,
    sponsor: asker.id,
    createdAt: now,
    sentAt: now,
    expiresAt: now + lifetimeMs,
    closedAt: null,
    acceptedBy: null,
    grants,
  }
  of.invitations.set(invitation.id, invitation)
  owe(scene, invitation)
  const superseded = overtaken.map(({ id }) => ({ verb: 'invitation.supersede', subjectId: id }))
  return {
    invitation,
    events: [{ verb: 'invitation.create', subjectId: invitation.id }, ...superseded],
  }
}

/** R8, R42. */
function owe({ world, of, now }: Scene, invitation: Invitation): void {
  const { id: invitationId, generation, email, emailKey } = invitation
  const domain = emailKey.slice(emailKey.indexOf('@'))
  const recipient = `${email.normalize('NFKC').trim().split('@')[0]}${domain}`
  of.mails.push({ invitationId, generation, recipient, owedAt: now })
  count(world.quotas, limitsOf(of, emailKey), now)
}

/** What a list has taken so far, although nothing is made yet. */
function reserve(
  { world, of, now }: Scene,
  { taken, counted }: Ledger,
  key: string,
  at: number,
): void {
  taken.set(key, at)
  for (const { quotaKey } of limitsOf(of, key)) {
    const known = counted.get(quotaKey) ?? world.quotas.get(quotaKey)
    if (known) counted.set(quotaKey, { ...known })
  }
  count(counted, limitsOf(of, key), now)
}

const limitsOf = (of: Organization, key: string) => [
  { quotaKey: `mail:organization:${of.id}`, most: mailsPerOrganization },
  { quotaKey: `mail:address:${key}`, most: mailsPerAddress },
]

function refuseCounting(
  { world, of, now }: Scene,
  key: string,
  counted: Map<string, Quota>,
): Refusal | null {
  const closedUntil = limitsOf(of, key).flatMap(({ quotaKey, most }) => {
    const quota = counted.get(quotaKey) ?? world.quotas.get(quotaKey)
    return quota && quota.endsAt > now && quota.count >= most ? [quota.endsAt] : []
  })
  if (closedUntil.length === 0) return null
  const retryAfter = Math.ceil((Math.max(...closedUntil) - now) / 1000)
  return { reason: 'rate_limited', retryAfter }
}

function count(
  quotas: Map<string, Quota>,
  limits: readonly { quotaKey: string }[],
  now: number,
): void {
  for (const { quotaKey } of limits) {
    const quota = quotas.get(quotaKey)
    if (quota && quota.endsAt > now) quota.count += 1
    else quotas.set(quotaKey, { count: 1, endsAt: now + dayMs })
  }
}
