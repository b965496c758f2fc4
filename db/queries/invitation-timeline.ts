import { and, desc, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { InvitationLog } from '../../worker/domain/invitation/timeline.ts'
import type { InvitationRecord } from '../../worker/domain/records.ts'
import type { Database } from '../database.ts'
import {
  auditEvent,
  invitation,
  isOfTimeline,
  membership,
  outboxMail,
  user,
} from '../schema/index.ts'
import type { Answered, Asking } from './asking.ts'
import { readBatch } from './batch.ts'
import { invitationRecord, viewerOf } from './records.ts'
import { invitationById, memberById, shownName } from './snapshot.ts'

type Logged = InvitationLog & { invitation: InvitationRecord | null }

/** Of each kind, the newest. */
const mostOfEach = 200

/** Everything that is recorded of one invitation, in one batch. Whether the viewer may see it is not decided here. */
export async function invitationLog(
  db: Database,
  { organizationId, viewerId }: Asking,
  invitationId: string,
): Promise<Answered<{ logged: Logged }>> {
  const isOfInvitation = and(
    eq(auditEvent.organizationId, organizationId),
    eq(auditEvent.subjectId, invitationId),
    isOfTimeline,
  )
  const [{ viewer, invitations, events, mails, people }] = await readBatch(
    db,
    {
      viewer: memberById(db, organizationId, viewerId),
      invitations: invitationById(db, organizationId, invitationId),
      events: db
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
      mails: db
        .select({
          status: outboxMail.status,
          failure: outboxMail.failure,
          sentAt: outboxMail.sentAt,
          nextAttemptAt: outboxMail.nextAttemptAt,
        })
        .from(outboxMail)
        .where(
          and(
            isOfSending(invitationId),
            eq(outboxMail.organizationId, organizationId),
            inArray(outboxMail.status, ['sent', 'failed']),
          ),
        )
        .orderBy(desc(outboxMail.generation))
        .limit(mostOfEach),
      people: db
        .select({ id: user.id, name: shownName, email: user.email })
        .from(user)
        .leftJoin(
          membership,
          and(eq(membership.userId, user.id), eq(membership.organizationId, organizationId)),
        )
        .where(
          sql`${user.id} IN (SELECT ${auditEvent.actor} FROM ${auditEvent} WHERE ${isOfInvitation}
            UNION SELECT ${invitation.acceptedBy} FROM ${invitation}
            WHERE ${invitation.id} = ${invitationId} AND ${invitation.organizationId} = ${organizationId})`,
        ),
    },
    {},
  )
  if (!viewer[0]) return null
  const [row] = invitations
  return {
    viewer: viewerOf(viewer[0]),
    logged: { invitation: row ? invitationRecord(row) : null, events, mails, people },
  }
}

/** Of a mail: whether it is of one of the invitation's sendings. */
function isOfSending(invitationId: string): SQL {
  return sql`${outboxMail.id} > ${`${invitationId}.`} AND ${outboxMail.id} < ${`${invitationId}/`}`
}
