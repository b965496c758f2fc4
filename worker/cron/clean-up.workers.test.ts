import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '../../db/database.ts'
import { auditEvent, quota, session, verification } from '../../db/schema/index.ts'
import { deliveryOf } from '../domain/delivery.ts'
import { emptyOutbox, mailRow, owedMail, uniqueAddress } from '../testing/mail.ts'
import { asMember, newOrganization, newPerson } from '../testing/organization.ts'
import { runSchedule } from './index.ts'

const day = 24 * 60 * 60 * 1000
const db = database(env.DB)
const cleanUp = () => runSchedule('17 3 * * *', env, Date.now())

beforeEach(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
  await emptyOutbox()
})

const count = (table: string) =>
  env.DB.prepare(`SELECT count(*) AS n FROM "${table}"`).first<number>('n')

describe('once a day', () => {
  test('sessions and proofs that have ended go, others stay', async () => {
    const person = await newPerson('none')
    const at = new Date()
    for (const expiresAt of [new Date(Date.now() - 1000), new Date(Date.now() + day)]) {
      const id = crypto.randomUUID()
      await db
        .insert(session)
        .values({ id, token: id, userId: person.id, expiresAt, createdAt: at, updatedAt: at })
      await db
        .insert(verification)
        .values({ id, identifier: id, value: id, expiresAt, createdAt: at, updatedAt: at })
    }
    await cleanUp()
    expect(await count('session')).toBe(1)
    expect(await count('verification')).toBe(1)
  })

  test('sessions that began 90 days ago end, however often they are used', async () => {
    const person = await newPerson('none')
    await db.delete(session)
    for (const age of [89.9, 90.1]) {
      await db.insert(session).values({
        id: `began ${age} days ago`,
        token: crypto.randomUUID(),
        userId: person.id,
        expiresAt: new Date(Date.now() + 30 * day),
        createdAt: new Date(Date.now() - age * day),
        updatedAt: new Date(),
      })
    }
    await cleanUp()
    expect(await db.select({ id: session.id }).from(session)).toEqual([
      { id: 'began 89.9 days ago' },
    ])
  })

  test('counts whose window is over go, chunk after chunk (R42)', async () => {
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
      INSERT INTO quota (key, count, window_ends_at) SELECT 'over:' || i, 1, ? FROM n`,
    )
      .bind(Date.now() - 1)
      .run()
    await db.insert(quota).values({ key: 'open', count: 1, windowEndsAt: Date.now() + day })
    await cleanUp()
    expect(await db.select({ key: quota.key }).from(quota)).toEqual([{ key: 'open' }])
  })
})

describe('mails older than 30 days', () => {
  async function invitedLongAgo(days: number) {
    const { owner } = await newOrganization()
    const email = uniqueAddress()
    await owner.send('invitation.create', { ...asMember, email })
    const at = Date.now() - days * day
    await env.DB.prepare(
      `UPDATE outbox_mail SET status = 'sent', sent_at = ?1, created_at = ?1 WHERE recipient = ?2`,
    )
      .bind(at, email)
      .run()
    return { email, at }
  }

  test('are forgotten in what they said, not in whether they were delivered', async () => {
    const { email, at } = await invitedLongAgo(31)
    await cleanUp()
    const row = await mailRow({ recipient: email })
    expect(row.payload).toEqual({})
    expect(deliveryOf(row, 0)).toEqual({
      state: 'sent',
      reason: null,
      at: new Date(at).toISOString(),
    })
  })

  test('go altogether when they belong to no invitation', async () => {
    const { id } = await owedMail()
    await env.DB.prepare(`UPDATE outbox_mail SET status = 'sent', created_at = ? WHERE id = ?`)
      .bind(Date.now() - 31 * day, id)
      .run()
    await cleanUp()
    await expect(mailRow({ id })).rejects.toThrow()
  })

  test('stay as they are while they are younger, or still owed', async () => {
    const { email } = await invitedLongAgo(29)
    const { id } = await owedMail()
    await env.DB.prepare(`UPDATE outbox_mail SET created_at = ? WHERE id = ?`)
      .bind(Date.now() - 31 * day, id)
      .run()
    await cleanUp()
    expect((await mailRow({ recipient: email })).payload).toMatchObject({ kind: 'invitation' })
    expect((await mailRow({ id })).payload).toMatchObject({ kind: 'reset_password' })
  })

  test('are found behind thousands of younger ones', async () => {
    const { email } = await invitedLongAgo(40)
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
      INSERT INTO outbox_mail (id, recipient, payload, status, next_attempt_at, created_at)
      SELECT 'old-' || i, 'someone@northwind.test', '{"kind":"reset_password"}', 'sent', 0, ?1 - i FROM n`,
    )
      .bind(Date.now() - 31 * day)
      .run()
    await cleanUp()
    expect(await count('outbox_mail')).toBe(1)
    expect((await mailRow({ recipient: email })).payload).toEqual({})
  })
})

describe('what operations answered', () => {
  const answers = async () => {
    const rows = await db.select().from(auditEvent).orderBy(auditEvent.createdAt)
    return rows.map(({ answer, operationId }) => ({ answered: answer !== null, operationId }))
  }

  test('is forgotten after three days; that they took place is not', async () => {
    const { id: organizationId } = await newOrganization()
    await db.delete(auditEvent)
    for (const age of [4 * day, 3.1 * day, 2 * day]) {
      await db.insert(auditEvent).values({
        id: crypto.randomUUID(),
        organizationId,
        operationId: `operation-${age}`,
        verb: 'workspace.create',
        actor: 'someone',
        subjectId: 'w',
        details: {},
        answer: { id: 'w' },
        createdAt: Date.now() - age,
      })
    }
    await cleanUp()
    expect(await answers()).toEqual([
      { answered: false, operationId: `operation-${4 * day}` },
      { answered: false, operationId: `operation-${3.1 * day}` },
      { answered: true, operationId: `operation-${2 * day}` },
    ])
  })
})
