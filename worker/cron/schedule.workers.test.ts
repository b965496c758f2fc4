import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '../../db/database.ts'
import { invitation, jobRun } from '../../db/schema/index.ts'
import { arrived, emptyOutbox, owedMail, uniqueAddress } from '../testing/mail.ts'
import { asMember, newOrganization } from '../testing/organization.ts'
import { runSchedule } from './index.ts'

const everyMinute = '* * * * *'
const db = database(env.DB)

let logged: Record<string, unknown>[]
beforeEach(async () => {
  logged = []
  const keep = (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>)
  vi.spyOn(console, 'log').mockImplementation(keep)
  vi.spyOn(console, 'error').mockImplementation(keep)
  await emptyOutbox()
})
afterEach(() => vi.restoreAllMocks())

const statusOf = async (id: string) =>
  (await db.select().from(invitation).where(eq(invitation.id, id)))[0]?.status
const beat = async (job: string) => (await db.select().from(jobRun).where(eq(jobRun.job, job)))[0]

async function pendingInvitation() {
  const organization = await newOrganization()
  const answer = await organization.owner.send('invitation.create', {
    ...asMember,
    email: uniqueAddress(),
  })
  if (!answer.ok) throw new Error(answer.refusal.reason)
  return answer.value
}

const expireNow = (id: string) =>
  db.update(invitation).set({ expiresAt: Date.now() }).where(eq(invitation.id, id))

describe('every minute', () => {
  test('mails that are still owed are sent (R8)', async () => {
    const { recipient } = await owedMail()
    await runSchedule(everyMinute, env, Date.now())
    expect(await arrived(recipient)).toHaveLength(1)
    expect(logged).toContainEqual(
      expect.objectContaining({ event: 'job', job: 'deliver-mails', sent: 1 }),
    )
  })

  test('invitations that have expired are recorded as such, in every organization (R10)', async () => {
    const [one, other, later] = [
      await pendingInvitation(),
      await pendingInvitation(),
      await pendingInvitation(),
    ]
    await expireNow(one.id)
    await expireNow(other.id)
    await runSchedule(everyMinute, env, Date.now())
    expect(await statusOf(one.id)).toBe('expired')
    expect(await statusOf(other.id)).toBe('expired')
    expect(await statusOf(later.id)).toBe('pending')
    expect(logged).toContainEqual(
      expect.objectContaining({ job: 'record-expiries', organizations: 2, expired: 2, refused: 0 }),
    )
  })

  test('the job that records an expiry is its actor', async () => {
    const { id } = await pendingInvitation()
    await expireNow(id)
    await runSchedule(everyMinute, env, Date.now())
    const event = await env.DB.prepare(
      `SELECT actor FROM audit_event WHERE subject_id = ? AND verb = 'invitation.expire'`,
    )
      .bind(id)
      .first()
    expect(event).toEqual({ actor: 'system:record-expiries' })
  })
})

describe('a job', () => {
  test('leaves a heartbeat', async () => {
    await runSchedule(everyMinute, env, Date.now())
    const { startedAt, finishedAt } = (await beat('deliver-mails')) ?? {}
    expect(finishedAt).toBeGreaterThanOrEqual(startedAt ?? Infinity)
  })

  test('that fails stops no other, and says so without a word of anybody', async () => {
    await db.delete(jobRun)
    const { id } = await pendingInvitation()
    await expireNow(id)
    const misconfigured = { ...env, MAIL_FROM: '' }
    await runSchedule(everyMinute, misconfigured, Date.now())
    expect(await statusOf(id)).toBe('expired')
    expect(logged).toContainEqual({
      event: 'job_failed',
      alarm: true,
      requestId: expect.any(String) as string,
      job: 'deliver-mails',
      failure: expect.stringContaining('MAIL_FROM is missing') as string,
    })
    expect(await beat('deliver-mails')).toMatchObject({ finishedAt: null })
    expect((await beat('record-expiries'))?.finishedAt).not.toBeNull()
  })
})

test('a schedule that nobody knows is told so', async () => {
  await expect(runSchedule('0 0 1 1 *', env, Date.now())).rejects.toThrow('No jobs are scheduled')
})
