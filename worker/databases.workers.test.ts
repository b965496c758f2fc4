/** Organizations in two databases, through the whole app (docs/scaling.md, "More than one database"). */
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { runSchedule } from './cron/index.ts'
import { bookmarkHeader, bookmarksIn } from './domain/bookmark.ts'
import { organizationIdFor } from './organization/organization-id.ts'
import { sendCommand } from './organization/client.ts'
import { apiOf } from './testing/api.ts'
import { copyRows } from './testing/copy-rows.ts'
import { withSeams } from './testing/faulty/seams.ts'
import { arrived } from './testing/mail.ts'
import { beginEmpty } from './testing/migrate.ts'
import { asMember, newAddress, newPerson } from './testing/organization.ts'
import { openPage } from './testing/page.ts'

beforeAll(() => beginEmpty(env.DB_2))

test('two organizations live in two databases, each with all that is its own, and nothing in the other one', async () => {
  const owner = await newPerson('')
  const operations = [crypto.randomUUID(), crypto.randomUUID()]
  const [here = '', there = ''] = await Promise.all(
    operations.map((operationId) => organizationIdFor(owner.id, operationId)),
  )
  const settings = { DATABASES: `${there.slice(0, 12)}=DB_2`, MAILS_PER_SECOND: '1000' }
  const api = await apiOf(owner, settings)
  await copyPeople()

  await withSeams({ settings }, async () => {
    for (const [at, operationId] of operations.entries()) {
      const name = ['Acme', 'Zenith'][at]
      expect((await api.call('organization.create', { name, operationId })).status).toBe(200)
    }
    for (const organizationId of [here, there]) {
      await liveThere(organizationId)
    }
  })

  const { data: viewer, headers } = await api.call('viewer.get')
  expect([...bookmarksIn(headers.get(bookmarkHeader)).keys()]).toEqual(['DB', 'DB_2'])
  expect(viewer).toMatchObject({
    memberships: [
      { organization: { id: here, name: 'Acme' } },
      { organization: { id: there, name: 'Zenith' } },
    ],
  })
  expect(await organizationsIn(env.DB)).toEqual([here])
  expect(await organizationsIn(env.DB_2)).toEqual([there])

  /** Invite, list, hear, accept; a mail by the job, and an expiry. */
  async function liveThere(organizationId: string) {
    const own = organizationId === here ? env.DB : env.DB_2
    const page = await openPage(owner, organizationId, settings)
    const invitee = await newPerson(organizationId)
    const theirs = await apiOf(invitee, settings)
    await copyPeople()
    const { email } = invitee
    const invited = await api.call('invitation.create', { ...asMember, organizationId, email })
    expect(invited.status).toBe(200)
    expect(await page.next()).toEqual(['invitations'])
    const pending = await api.call('invitation.list', { organizationId, status: 'pending' })
    expect(pending.data).toMatchObject({ items: [{ email }], total: 1 })

    const [mail] = await arrived(email)
    const [, token = ''] = /\/invite#(\S+)/.exec(mail?.text ?? '') ?? []
    const opened = await theirs.call('invitation.open', { token })
    expect(opened.data).toMatchObject({ state: 'pending', organization: { id: organizationId } })
    expect((await theirs.call('invitation.accept', { token, contentVersion: 1 })).status).toBe(200)
    const members = await theirs.call('member.list', { organizationId })
    expect(members.data).toMatchObject({ total: 2 })

    const late = newAddress()
    await sendCommand(env, 'invitation.create', {
      organizationId,
      actor: { kind: 'user', userId: owner.id },
      input: { ...asMember, email: late },
    })
    expect(await arrived(late)).toHaveLength(0)
    await runSchedule('* * * * *', { ...env, ...settings }, Date.now())
    expect(await arrived(late)).toHaveLength(1)
    await own.prepare('UPDATE invitation SET expires_at = 1 WHERE email_key = ?').bind(late).run()
    await runSchedule('* * * * *', { ...env, ...settings }, Date.now())
    const { results } = await own
      .prepare('SELECT status FROM invitation WHERE email_key = ?')
      .bind(late)
      .all()
    expect(results).toEqual([{ status: 'expired' }])
  }
})

/** What copies accounts and their sessions into a further database is not there yet: here it is this. */
const copyPeople = () => copyRows(env.DB, env.DB_2, ['user', 'session'])

/** Whose rows there are in a database, in any table. */
async function organizationsIn(d1: D1Database): Promise<unknown[]> {
  const { results: tables } = await d1
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%organization\\_id%text%' ESCAPE '\\'`,
    )
    .all<{ name: string }>()
  const answers = await d1.batch<{ id: string | null }>([
    d1.prepare('SELECT id FROM organization'),
    ...tables.map(({ name }) => d1.prepare(`SELECT organization_id AS id FROM "${name}"`)),
  ])
  expect(tables.length).toBeGreaterThan(5)
  return [...new Set(answers.flatMap(({ results }) => results.flatMap(({ id }) => id ?? [])))]
}
