import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { valueOf } from '../../worker/testing/builders.ts'
import {
  asMember,
  newAddress,
  newOrganization,
  newPerson,
} from '../../worker/testing/organization.ts'
import { database } from '../database.ts'
import { invitationById, memberById } from './snapshot.ts'

const run = (sql: string, ...values: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run()

const kept = {
  counts: `SELECT kind.key AS kind, kind.value AS count FROM organization_total,
    json_each(json_object('owner', owner, 'admin', admin, 'member', member, 'pending', pending, 'expired', expired,
    'accepted', accepted, 'declined', declined, 'canceled', canceled, 'superseded', superseded)) AS kind
    WHERE organization_id = ?1 AND kind.value <> 0 ORDER BY 1`,
  days: `SELECT day, count FROM active_day WHERE organization_id = ?1 ORDER BY day`,
  listedAs: `SELECT user_id, listed_as FROM membership WHERE organization_id = ?1 ORDER BY user_id`,
  memberWords: `SELECT DISTINCT user_id FROM member_word WHERE organization_id = ?1 ORDER BY user_id`,
  invitationWords: `SELECT DISTINCT invitation_id FROM invitation_word WHERE organization_id = ?1 ORDER BY invitation_id`,
}

const counted: typeof kept = {
  counts: `SELECT role AS kind, count(*) AS count FROM membership WHERE organization_id = ?1 GROUP BY 1
    UNION ALL SELECT status, count(*) FROM invitation WHERE organization_id = ?1 GROUP BY 1 ORDER BY kind`,
  days: `SELECT last_active_at / 86400000 AS day, count(*) AS count FROM membership
    WHERE organization_id = ?1 AND last_active_at > 0 GROUP BY 1 ORDER BY day`,
  listedAs: `SELECT user_id, lower(coalesce(display_name, name)) || char(10) || lower(email) AS listed_as
    FROM membership JOIN user ON user.id = user_id WHERE organization_id = ?1 ORDER BY user_id`,
  memberWords: `SELECT user_id FROM membership WHERE organization_id = ?1 ORDER BY user_id`,
  invitationWords: `SELECT id AS invitation_id FROM invitation WHERE organization_id = ?1 ORDER BY id`,
}

/** What the triggers keep is what counting anew finds. */
async function expectKept(organizationId: string) {
  const read = async (queries: typeof kept) => {
    const statements = Object.values(queries).map((sql) => env.DB.prepare(sql).bind(organizationId))
    const answers = await env.DB.batch(statements)
    return Object.fromEntries(Object.keys(queries).map((name, at) => [name, answers[at]?.results]))
  }
  expect(await read(kept)).toEqual(await read(counted))
}

test('counts and words stay true, by whichever way rows come, change and go', async () => {
  const { id, owner, admin, member, manager } = await newOrganization()
  const emails = Array.from({ length: 12 }, () => newAddress())
  for (const email of emails) {
    valueOf(await owner.send('invitation.create', { ...asMember, email }))
  }
  await expectKept(id)

  const { results } = await env.DB.prepare('SELECT id FROM invitation WHERE organization_id = ?')
    .bind(id)
    .all<{ id: string }>()
  const [first, second, third] = results.map((row) => row.id)
  valueOf(await owner.send('invitation.cancel', { invitationId: first ?? '' }))
  await run(`UPDATE invitation SET status = 'expired' WHERE id IN (?, ?)`, second, third)
  await expectKept(id)
  valueOf(await owner.send('invitation.resend', { invitationId: second ?? '', locale: 'en' }))
  await expectKept(id)

  // R31: who joins otherwise closes the invitation by a trigger of its own.
  const joined = await newPerson(id, emails[5])
  await run(
    `INSERT INTO membership (organization_id, user_id, role, joined_at) VALUES (?, ?, 'admin', 5)`,
    id,
    joined.id,
  )
  await expectKept(id)

  valueOf(await owner.send('member.changeRole', { userId: admin.id, role: 'owner' }))
  await run('UPDATE membership SET last_active_at = ? WHERE organization_id = ?', Date.now(), id)
  await run('UPDATE membership SET last_active_at = 86400001 WHERE user_id = ?', member.id)
  await expectKept(id)
  await run('UPDATE membership SET last_active_at = 86400000 * 7 WHERE user_id = ?', member.id)
  await expectKept(id)

  await run('DELETE FROM invitation WHERE id = ?', third)
  await run('DELETE FROM membership WHERE user_id = ?', joined.id)
  await expectKept(id)
  // A cascade from the account, and one of everything.
  await run('DELETE FROM user WHERE id = ?', manager.id)
  await expectKept(id)
  await run('DELETE FROM organization WHERE id = ?', id)
  await expectKept(id)
})

test('many rows in one statement are counted one by one', async () => {
  const { id, owner } = await newOrganization()
  await run(
    `INSERT INTO invitation (id, organization_id, email, email_key, role, status, generation, content_version, created_by, created_at, sent_at, expires_at)
      SELECT ?1 || value, ?1, 'g' || value || '@n.test', 'g' || value || '@n.test', 'member',
        iif(value % 3, 'pending', 'expired'), 1, 1, ?2, value, value, value FROM json_each('[1,2,3,4,5,6,7,8,9]')`,
    id,
    owner.id,
  )
  await expectKept(id)
  await run(
    `UPDATE invitation SET status = 'canceled' WHERE organization_id = ? AND created_at > 4`,
    id,
  )
  await expectKept(id)
  await run(`DELETE FROM invitation WHERE organization_id = ? AND created_at < 6`, id)
  await expectKept(id)
})

test('a grant by plain SQL is found by whom it is of, goes with them, and is refused without them', async () => {
  const { id, owner, member, web } = await newOrganization()
  const invited = valueOf(
    await owner.send('invitation.create', { ...asMember, email: newAddress() }),
  )
  const grant = (user: string) =>
    run(
      `INSERT INTO membership_grant (organization_id, user_id, workspace_id, role) VALUES (?, ?, ?, 'member')`,
      id,
      user,
      web,
    )
  const promise = (invitation: string) =>
    run(
      `INSERT INTO invitation_grant (invitation_id, workspace_id, role) VALUES (?, ?, 'member')`,
      invitation,
      web,
    )
  await grant(member.id)
  await promise(invited.id)
  const db = database(env.DB)
  const granted = [{ workspaceId: web, role: 'member' }]
  expect((await memberById(db, id, member.id))[0]?.grants).toEqual(granted)
  expect((await invitationById(db, id, invited.id))[0]?.grants).toEqual(granted)

  const stranger = await newPerson(id)
  await expect(grant(stranger.id)).rejects.toThrow('FOREIGN KEY constraint failed')
  await expect(promise('nobody')).rejects.toThrow('FOREIGN KEY constraint failed')

  await run('DELETE FROM membership WHERE user_id = ?', member.id)
  await run('DELETE FROM invitation WHERE id = ?', invited.id)
  const left = `SELECT user_id FROM membership_grant WHERE user_id = ?1 UNION ALL SELECT invitation_id FROM invitation_grant WHERE invitation_id = ?2`
  expect((await run(left, member.id, invited.id)).results).toEqual([])
})

test('the worker of before finds and notes presences and counts where it looks for them (F30)', async () => {
  const { id, member } = await newOrganization()
  await run(
    'UPDATE presence SET last_active_at = 86400000 WHERE organization_id = ? AND user_id = ?',
    id,
    member.id,
  )
  await expectKept(id)
  const seen = 'SELECT role, last_active_at AS at FROM presence WHERE user_id = ?'
  expect((await run(seen, member.id)).results).toEqual([{ role: 'member', at: 86_400_000 }])
  const counts = `SELECT kind, count FROM organization_count WHERE organization_id = ? AND count > 0 ORDER BY kind`
  expect((await run(counts, id)).results).toEqual([
    { kind: 'admin', count: 1 },
    { kind: 'member', count: 2 },
    { kind: 'owner', count: 1 },
  ])
  await run('DELETE FROM organization_count WHERE organization_id = ?', id)
  expect((await run(counts, id)).results).toEqual([])
})

test('what is on hold is marked by whichever way its sponsor loses and gets back the right to invite (R26)', async () => {
  const { id, owner, admin } = await newOrganization()
  const byAdmin = valueOf(
    await admin.send('invitation.create', { ...asMember, email: newAddress() }),
  )
  const byOwner = valueOf(
    await owner.send('invitation.create', { ...asMember, role: 'owner', email: newAddress() }),
  )
  const onHold = async () => {
    const { results } = await env.DB.prepare(
      `SELECT id FROM invitation WHERE organization_id = ? AND status = 'pending' AND sponsor_lapsed = 1`,
    )
      .bind(id)
      .all<{ id: string }>()
    return results.map((row) => row.id).toSorted()
  }
  const setRole = (userId: string, role: string) =>
    run(
      'UPDATE membership SET role = ?3 WHERE organization_id = ?1 AND user_id = ?2',
      id,
      userId,
      role,
    )
  expect(await onHold()).toEqual([])
  await setRole(owner.id, 'admin')
  expect(await onHold()).toEqual([byOwner.id])
  await setRole(owner.id, 'owner')
  await setRole(admin.id, 'member')
  expect(await onHold()).toEqual([byAdmin.id])
  await setRole(admin.id, 'admin')
  expect(await onHold()).toEqual([])

  await run('DELETE FROM membership WHERE organization_id = ? AND user_id = ?', id, admin.id)
  expect(await onHold()).toEqual([byAdmin.id])
  const join = (role: string) =>
    run(
      'INSERT INTO membership (organization_id, user_id, role, joined_at) VALUES (?, ?, ?, 1)',
      id,
      admin.id,
      role,
    )
  await join('member')
  expect(await onHold()).toEqual([byAdmin.id])
  await run('UPDATE invitation SET sponsor_id = ? WHERE id = ?', owner.id, byAdmin.id)
  expect(await onHold()).toEqual([])
  await run('UPDATE invitation SET sponsor_id = ? WHERE id = ?', admin.id, byAdmin.id)
  expect(await onHold()).toEqual([byAdmin.id])
  await run('DELETE FROM membership WHERE organization_id = ? AND user_id = ?', id, admin.id)
  await join('admin')
  expect(await onHold()).toEqual([])
})
