import { and, asc, lte, sql } from 'drizzle-orm'
import { database } from '../../../db/database.ts'
import { invitation } from '../../../db/schema/index.ts'
import { databasesOf } from '../../database-for.ts'
import type { Env } from '../../env.ts'
import { sendCommand } from '../../organization/client.ts'
import type { Job } from '../job.ts'

const name = 'record-expiries'
const mostInvitations = 5_000
const mostOrganizations = 100
/** As many as one command invites: they fall due in one instant, too. */
const mostPerOrganization = 500
const organizationsAtOnce = 5

/** Has the organizations record what has expired (R10), for lists and events: nothing waits for it. */
export const recordExpiries: Job = {
  name,
  run: async (env, now) => {
    const due = await Promise.all(databasesOf(env).map((d1) => organizationsWithDue(d1, now)))
    const organizationIds = due.flat()
    const counts = { organizations: organizationIds.length, expired: 0, refused: 0 }
    for (let at = 0; at < organizationIds.length; at += organizationsAtOnce) {
      const some = organizationIds.slice(at, at + organizationsAtOnce)
      const answers = await Promise.all(some.map((organizationId) => expire(env, organizationId)))
      for (const answer of answers) {
        if (answer.ok) counts.expired += answer.value.expired
        else counts.refused += 1
      }
    }
    return counts
  },
}

async function organizationsWithDue(d1: D1Database, now: number): Promise<string[]> {
  const db = database(d1)
  const oldest = db
    .select({ organizationId: invitation.organizationId })
    .from(invitation)
    // Spelled out: a bound value would hide the partial index `invitation_due`.
    .where(and(sql`${invitation.status} = 'pending'`, lte(invitation.expiresAt, now)))
    .orderBy(asc(invitation.expiresAt))
    .limit(mostInvitations)
    .as('oldest')
  const due = await db
    .selectDistinct({ organizationId: oldest.organizationId })
    .from(oldest)
    // By chance, so that some whose objects do not answer can't keep the others waiting for good.
    .orderBy(sql`random()`)
    .limit(mostOrganizations)
  return due.map(({ organizationId }) => organizationId)
}

function expire(env: Env, organizationId: string) {
  return sendCommand(env, 'invitation.expire', {
    organizationId,
    actor: { kind: 'system', job: name },
    input: { limit: mostPerOrganization },
  })
}
