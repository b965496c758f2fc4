import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { InvitationLog } from '../../worker/domain/invitation/timeline.ts'
import type { InvitationRecord } from '../../worker/domain/records.ts'
import type { AnyD1 } from '../database.ts'
import {
  auditEvent,
  invitation,
  isOfTimeline,
  membership,
  outboxMail,
  user,
} from '../schema/index.ts'
import { asking, type Answered, type Asking } from './asking.ts'
import { given, kept } from './kept.ts'
import { readPage } from './read-page.ts'
import { invitationRecords } from './records.ts'
import { invitationById, peopleBehind, shownName } from './snapshot.ts'

type Logged = InvitationLog & { invitation: InvitationRecord | null }

/** Of each kind, the newest. */
const mostOfEach = 200

const invitationId = given('invitationId')
const isOfInvitation = and(
  eq(auditEvent.organizationId, asking.organizationId),
  eq(auditEvent.subjectId, invitationId),
  isOfTimeline,
)
const isOfSending = sql`${outboxMail.id} > ${invitationId} || '.' AND ${outboxMail.id} < ${invitationId} || '/'`

const queries = {
  invitations: kept((db) => invitationById(db, asking.organizationId, invitationId)),
  behind: kept((db) => peopleBehind(db, asking.organizationId, 'invitations')),
  events: kept((db) =>
    db
      .select({
        verb: auditEvent.verb,
        actor: auditEvent.actor,
        details: auditEvent.details,
        createdAt: auditEvent.createdAt,
      })
      .from(auditEvent)
      .where(isOfInvitation)
      .orderBy(desc(auditEvent.createdAt), desc(auditEvent.version), desc(auditEvent.line))
      .limit(mostOfEach),
  ),
  mails: kept((db) =>
    db
      .select({
        status: outboxMail.status,
        failure: outboxMail.failure,
        sentAt: outboxMail.sentAt,
        nextAttemptAt: outboxMail.nextAttemptAt,
      })
      .from(outboxMail)
      .where(
        and(
          isOfSending,
          eq(outboxMail.organizationId, asking.organizationId),
          inArray(outboxMail.status, ['sent', 'failed']),
        ),
      )
      .orderBy(desc(outboxMail.generation))
      .limit(mostOfEach),
  ),
  people: kept((db) =>
    db
      .select({ id: user.id, name: shownName, email: user.email })
      .from(user)
      .leftJoin(
        membership,
        and(eq(membership.userId, user.id), eq(membership.organizationId, asking.organizationId)),
      )
      .where(
        sql`${user.id} IN (SELECT ${auditEvent.actor} FROM ${auditEvent} WHERE ${isOfInvitation}
          UNION SELECT ${invitation.acceptedBy} FROM ${invitation}
          WHERE ${invitation.id} = ${invitationId} AND ${invitation.organizationId} = ${asking.organizationId})`,
      ),
  ),
}

/** Everything that is recorded of one invitation, in one batch. Whether the viewer may see it is not decided here. */
export async function invitationLog(
  d1: AnyD1,
  asked: Asking,
  id: string,
): Promise<Answered<{ logged: Logged }>> {
  const page = await readPage(d1, asked, queries, { invitationId: id })
  if (!page) return null
  const { invitations, behind, ...logged } = page.rows
  const [found = null] = invitationRecords(invitations, behind)
  return { ...page.asker, logged: { invitation: found, ...logged } }
}
