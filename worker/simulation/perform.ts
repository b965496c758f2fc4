/** Does what was chosen, against the real worker. */
import { env } from 'cloudflare:workers'
import type { ReadSession } from '../auth/session.ts'
import { runSchedule } from '../cron/index.ts'
import type { Decided } from '../domain/refusal.ts'
import type { Env } from '../env.ts'
import { invitationToken } from '../links/token.ts'
import { deliverDueMails } from '../mail/deliver.ts'
import { sendCommand } from '../organization/client.ts'
import type { OrganizationObject } from '../organization/object.ts'
import type { Command } from '../organization/commands.ts'
import { appRouter } from '../router/index.ts'
import { RefusedError } from '../router/refused.ts'
import { faultyEnv } from '../testing/faulty/seams.ts'
import type { Item, Link } from './choose.ts'
import { laneOfThis } from './lane-of-this.ts'
import type { Lanes } from './lanes.ts'
import { lifetimeMs } from './oracle/rules.ts'
import { sessionOf } from './start.ts'

/** What somebody heard; `none`: nothing, or that it broke. */
export type Heard = Decided<unknown> | { ok: 'none'; why: string }

/** What is done has its own lane and its own way to the objects, which is seen as it is gone. */
export async function perform(
  item: Item,
  lane: string,
  lanes: Lanes,
  note: (command: Command) => void,
): Promise<Heard> {
  const isBeside = item.kind === 'command' && item.way === 'beside'
  const own = faultyEnv(
    {
      ...env,
      MAILS_PER_SECOND: '1000000000',
      ORGANIZATION: watched(lane, isBeside, lanes, note),
    },
    { name: lane, die: () => {} },
  )
  try {
    return await laneOfThis.run(lane, () => go(item, own))
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, refusal: error.refusal }
    return { ok: 'none', why: String(error) }
  }
}

async function go(item: Item, own: Env): Promise<Decided<unknown>> {
  switch (item.kind) {
    case 'command':
      return item.way === 'link' ? followLink(item.command, own) : send(item.command, own)
    case 'open': {
      const waiting: Promise<unknown>[] = []
      const api = callerOf(own, item.viewerId, waiting)
      const value = await api.invitation.open({ token: await tokenOf(item.link) })
      await Promise.all(waiting)
      return { ok: true, value }
    }
    case 'deliver':
      return { ok: true, value: await deliverDueMails(own, { limit: item.limit }) }
    case 'schedule':
      await runSchedule(item.cron, own, Date.now())
      return { ok: true, value: null }
    case 'operate':
      await own.DB.batch(operating(own.DB, item))
      return { ok: true, value: null }
  }
}

function send({ verb, ...sending }: Command, own: Env): Promise<Decided<unknown>> {
  return sendCommand(own, verb, sending)
}

async function followLink(
  { organizationId, actor, operationId, input }: Command,
  own: Env,
): Promise<Decided<unknown>> {
  const link = input as Link & { contentVersion: number }
  const token = await tokenOf({ ...link, organizationId })
  if (actor.kind !== 'user') {
    const api = callerOf(own, null, [])
    return { ok: true, value: await api.invitation.decline({ token, operationId }) }
  }
  const api = callerOf(own, actor.userId, [])
  const { contentVersion } = link
  return { ok: true, value: await api.invitation.accept({ token, contentVersion, operationId }) }
}

function tokenOf({ invitationId, generation, organizationId }: Link & { organizationId?: string }) {
  return invitationToken(env.INVITATION_SECRET, { invitationId, generation, organizationId })
}

function callerOf(own: Env, userId: string | null, waiting: Promise<unknown>[]) {
  return appRouter.createCaller({
    env: own,
    whoAsks: () =>
      Promise.resolve(userId === null ? null : { userId, sessionId: sessionOf(userId) }),
    // Asked for only where nothing was found, and then it had not ended.
    session: () => Promise.resolve(userId === null ? null : asRead(userId)),
    now: Date.now(),
    locale: 'en',
    client: '192.0.2.1',
    headers: new Headers(),
    answerHeaders: new Headers(),
    waitUntil: (work) => void waiting.push(work),
  })
}

function asRead(userId: string): ReadSession {
  const user = { id: userId, name: '', email: '', emailVerified: true }
  return { id: sessionOf(userId), user, cookies: new Headers() }
}

/** While an object is asked, what asks it is not under way itself. */
function watched(
  lane: string,
  isBeside: boolean,
  lanes: Lanes,
  note: (command: Command) => void,
): Env['ORGANIZATION'] {
  return new Proxy(env.ORGANIZATION, {
    get(target, key) {
      if (key === 'idFromName') {
        return (id: string) => target.idFromName(isBeside ? `${id} (another instance)` : id)
      }
      if (key !== 'get') return Reflect.get(target, key) as unknown
      return (id: DurableObjectId) => {
        const object = target.get(id)
        const name = id.name ?? ''
        const execute = async (command: Command) => {
          note(command)
          lanes.enter(name)
          lanes.leave(lane)
          try {
            return await object.execute(command)
          } finally {
            lanes.enter(lane)
            lanes.leave(name)
          }
        }
        const mailsSettled: OrganizationObject['mailsSettled'] = () => {}
        return { execute, mailsSettled }
      }
    },
  })
}

/** The change, and a line of the log that says when it took place among the commands. */
function operating(
  d1: D1Database,
  { verb, organizationId, userId, email, id }: Extract<Item, { kind: 'operate' }>,
): D1PreparedStatement[] {
  const now = Date.now()
  const isThere = 'EXISTS (SELECT 1 FROM organization WHERE id = ?1 AND deleted_at IS NULL)'
  const isInvitation = verb === 'operator.invite'
  const changes = {
    'operator.lower': `UPDATE membership SET role = 'member' WHERE organization_id = ?1 AND user_id = ?2 AND role = 'admin'`,
    'operator.remove': `DELETE FROM membership WHERE organization_id = ?1 AND user_id = ?2 AND role <> 'owner'`,
    'operator.add': `INSERT INTO membership (organization_id, user_id, role, joined_at)
      SELECT ?1, ?2, 'member', ${now} WHERE ${isThere} ON CONFLICT DO NOTHING`,
    'operator.invite': `INSERT INTO invitation (id, organization_id, email, email_key, role, status, generation, content_version, created_by, sponsor_id, created_at, sent_at, expires_at)
      SELECT '${id}', ?1, '${email}', '${email}', 'member', 'pending', 1, 1, ?2, ?2, ${now}, ${now}, ${now + lifetimeMs} WHERE ${isThere}`,
  }
  const raise = d1.prepare(
    'UPDATE organization SET version = version + 1 WHERE id = ?1 AND deleted_at IS NULL',
  )
  const line = `INSERT INTO audit_event (id, organization_id, operation_id, version, verb, actor, subject_id, details, created_at)
    SELECT ?3, ?1, ?3, (SELECT version FROM organization WHERE id = ?1), '${verb}', ?4, ?2, json_object('email', '${email}'), ${now} WHERE ${isThere}`
  return [
    ...(isInvitation ? [] : [raise.bind(organizationId)]),
    d1.prepare(changes[verb]).bind(organizationId, userId),
    d1.prepare(line).bind(organizationId, isInvitation ? id : userId, id, userId),
  ]
}
