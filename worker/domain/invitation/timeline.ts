import { iso } from '../instant.ts'
import type { MailFailure, MailStatus } from '../mail.ts'
import type { InvitationRecord, Person, Viewer } from '../records.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import type { GrantChange } from '../roles.ts'
import type { PersonView, TimelineEntry } from '../views.ts'
import { maySee, maySeeGrant } from './permissions.ts'
import { presentPerson } from './present.ts'

/** What is recorded of an invitation besides its own row. */
export type InvitationLog = {
  /** The lines of the audit log whose subject it is. */
  events: LoggedEvent[]
  /** Those that were sent, and those that failed. */
  mails: LoggedMail[]
  /** Whoever did something, as far as their accounts are still there. */
  people: Person[]
}

export type LoggedEvent = {
  verb: string
  /** A user's id, `link`, or `system:` with the name of the job. */
  actor: string
  details: Record<string, unknown>
  createdAt: number
}

type LoggedMail = {
  status: MailStatus
  failure: MailFailure | null
  sentAt: number | null
  /** Of one that failed, when its last try was due. */
  nextAttemptAt: number
}

/** What the API answers at most; of more, the newest. */
const mostEntries = 200

/** What became of an invitation so far, oldest first, for who may see it (R12); of its grants, what they may see (R13). */
export function presentTimeline(
  viewer: Viewer,
  { invitation, ...log }: InvitationLog & { invitation: InvitationRecord | null },
  now: number,
): Decided<{ items: TimelineEntry[] }> {
  if (!invitation) return refuse('not_found')
  if (!maySee(viewer, invitation)) return refuse('not_permitted')
  const entries = [
    created(invitation),
    ...log.events.flatMap((event) => done(invitation, event, log, viewer)),
    ...log.mails.map(mailed),
    ...expired(invitation, now),
    ...closed(invitation, log),
  ]
  return allow({ items: entries.toSorted(byInstant).slice(-mostEntries) })
}

// Its beginning and its end are in its own row, also where the log has no line of them (made by an operator, say).

function created({ createdAt, createdBy }: InvitationRecord): TimelineEntry {
  return { kind: 'created', at: iso(createdAt), by: presentPerson(createdBy) }
}

function closed(
  { status, closedAt, acceptedBy }: InvitationRecord,
  { events, people }: InvitationLog,
): TimelineEntry[] {
  if (closedAt === null || status === 'pending' || status === 'expired') return []
  const closing = events.find(({ verb }) => closingVerbs.includes(verb))
  return [{ kind: status, at: iso(closedAt), by: named(people, acceptedBy ?? closing?.actor) }]
}

/** Those whose actor the row does not have. */
const closingVerbs = ['invitation.cancel', 'invitation.supersede']

/** Of the last sending by the clock, whether it was recorded or not (R10); of earlier ones `done` says it. */
function expired({ expiresAt, closedAt }: InvitationRecord, now: number): TimelineEntry[] {
  return (closedAt ?? now) >= expiresAt ? [{ kind: 'expired', at: iso(expiresAt), by: null }] : []
}

function done(
  invitation: InvitationRecord,
  { verb, actor, details, createdAt }: LoggedEvent,
  { people }: InvitationLog,
  viewer: Viewer,
): TimelineEntry[] {
  const when = { at: iso(createdAt), by: named(people, actor) }
  switch (verb) {
    case 'invitation.resend':
      return [{ kind: 'resent', ...when }]
    case 'invitation.approve':
      return [{ kind: 'approved', ...when }]
    case 'invitation.open':
      return [{ kind: 'opened', ...when }]
    case 'invitation.expire':
      return createdAt < invitation.sentAt ? [{ kind: 'expired', ...when }] : []
    case 'invitation.changeGrants': {
      const all = details['grants'] as GrantChange[]
      const grants = all.filter(({ workspaceId }) => maySeeGrant(viewer, invitation, workspaceId))
      return [{ kind: 'access_changed', ...when, grants, hiddenGrants: all.length - grants.length }]
    }
    default:
      return []
  }
}

function mailed({ status, failure, sentAt, nextAttemptAt }: LoggedMail): TimelineEntry {
  return status === 'sent'
    ? { kind: 'mail_sent', at: iso(sentAt ?? nextAttemptAt), by: null }
    : { kind: 'mail_failed', at: iso(nextAttemptAt), by: null, failure }
}

function named(people: readonly Person[], id: string | undefined): PersonView | null {
  return presentPerson(people.find((person) => person.id === id) ?? null)
}

/** Instants in ISO 8601 and UTC are in the order of their letters. */
function byInstant(one: TimelineEntry, other: TimelineEntry): number {
  return Number(one.at > other.at) - Number(one.at < other.at)
}
