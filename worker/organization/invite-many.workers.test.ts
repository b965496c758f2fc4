import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { Asked } from '../domain/invitation/invite.ts'
import type { InviteManyView, InviteOutcome } from '../domain/views.ts'
import { reasonOf, valueOf } from '../testing/builders.ts'
import { carryOutAlone, meansOn } from '../testing/carry-out.ts'
import { interceptBatches } from '../testing/d1.ts'
import {
  alreadySent,
  asMember,
  everythingOf,
  newAddress,
  newOrganization,
  type TestPerson,
} from '../testing/organization.ts'

const sql = async (query: string, ...values: unknown[]) => {
  const { results } = await env.DB.prepare(query)
    .bind(...values)
    .all<Record<string, unknown>>()
  return results
}

const ask = (email: string, rest: Partial<Asked> = {}): Asked => ({
  email,
  role: 'member',
  grants: [],
  ...rest,
})
const newList = (length: number, rest: Partial<Asked> = {}) =>
  Array.from({ length }, () => ask(newAddress(), rest))

const inviteMany = async (
  by: TestPerson,
  invitations: Asked[],
  { dryRun = false, operationId = crypto.randomUUID() as string } = {},
) =>
  valueOf(
    await by.send('invitation.createMany', { invitations, locale: 'en', dryRun }, operationId),
  )

/** The command past its object, with what it costs D1. */
async function measured(organizationId: string, by: TestPerson, invitations: Asked[]) {
  const cost = { batches: 0, statements: 0, rowsRead: 0, rowsWritten: 0 }
  const d1 = interceptBatches(env.DB, async (go, at, statements) => {
    const results = await go()
    cost.batches = at
    cost.statements += statements.length
    for (const { meta } of results) {
      cost.rowsRead += meta.rows_read
      cost.rowsWritten += meta.rows_written
    }
    return results
  })
  const answer = await carryOutAlone(meansOn(d1), {
    verb: 'invitation.createMany',
    organizationId,
    operationId: crypto.randomUUID(),
    actor: { kind: 'user', userId: by.id },
    input: { invitations, locale: 'en', dryRun: false },
  })
  return { answer: valueOf(answer), cost }
}

const outcomesOf = ({ items }: InviteManyView) =>
  items.map((item) => (item.outcome === 'invited' ? 'invited' : item.reason))
const idOf = (item: InviteOutcome | undefined) => item?.invitationId ?? ''

describe('500 addresses', () => {
  test('are one command of two batches, with as many statements as two addresses take', async () => {
    const { id, owner, web, api } = await newOrganization()
    const grants = [
      { workspaceId: web, role: 'manager' as const },
      { workspaceId: api, role: 'member' as const },
    ]
    const few = await measured(id, owner, newList(2, { grants }))
    const many = await measured(id, owner, newList(500, { grants }))
    expect(many.answer).toMatchObject({ invited: 500, refused: 0 })
    expect(many.cost.batches).toBe(2)
    expect(many.cost.statements).toBe(few.cost.statements)
    // Some for each address, most of them its letters, which a trigger takes apart into the words that it is found by;
    // whatever else the organization has.
    expect(many.cost.rowsRead).toBeLessThan(500 * 100)
  })

  test('are invited with their grants, one mail and one event each (R3, R7, R8)', async () => {
    const { id, owner, web } = await newOrganization()
    const list = newList(500, { grants: [{ workspaceId: web, role: 'member' }] })
    const { items } = await inviteMany(owner, list)
    expect(items.map(({ email }) => email)).toEqual(list.map(({ email }) => email))

    const rows = await sql(
      `SELECT i.id, i.email, i.status, i.generation, i.created_by, i.sponsor_id, g.workspace_id, g.role, m.recipient, m.status AS mail
       FROM invitation i JOIN invitation_grant g ON g.invitation_id = i.id
       JOIN outbox_mail m ON m.invitation_id = i.id AND m.generation = 1
       WHERE i.organization_id = ?`,
      id,
    )
    expect(new Map(rows.map((row) => [row.id, row]))).toEqual(
      new Map(
        items.map((item) => [
          idOf(item),
          {
            id: idOf(item),
            email: item.email,
            status: 'pending',
            generation: 1,
            created_by: owner.id,
            sponsor_id: owner.id,
            workspace_id: web,
            role: 'member',
            recipient: item.email,
            mail: 'queued',
          },
        ]),
      ),
    )
    const events = await sql(
      "SELECT subject_id FROM audit_event WHERE organization_id = ? AND verb = 'invitation.create'",
      id,
    )
    expect(new Set(events.map(({ subject_id }) => subject_id))).toEqual(new Set(items.map(idOf)))
    expect(events).toHaveLength(500)
    const mails = await sql('SELECT id FROM outbox_mail WHERE organization_id = ?', id)
    expect(mails).toHaveLength(500)
    const counted = await sql('SELECT mail_count AS count FROM organization WHERE id = ?', id)
    expect(counted).toEqual([{ count: 500 }])
  })

  test('again change nothing and are told why, each with its pending invitation (R5)', async () => {
    const { id, owner, admin } = await newOrganization()
    const list = newList(500)
    const first = await inviteMany(owner, list)
    const before = await everythingOf(id)
    const second = await inviteMany(admin, list)
    expect(second).toMatchObject({ invited: 0, refused: 500 })
    expect(second.items).toEqual(
      first.items.map((item) => ({
        email: item.email,
        outcome: 'refused',
        reason: 'already_invited',
        invitationId: idOf(item),
      })),
    )
    expect(await everythingOf(id)).toEqual(before)
  })

  test('pasted twice into one list are invited once, and told where they stand first', async () => {
    const { id, owner } = await newOrganization()
    const list = newList(250)
    const twice = [...list, ...list.map((one) => ({ ...one, email: one.email.toUpperCase() }))]
    const answer = await inviteMany(owner, twice)
    expect(answer).toMatchObject({ invited: 250, refused: 250 })
    expect(
      answer.items.slice(250).map((item) => 'duplicateOf' in item && item.duplicateOf),
    ).toEqual(list.map((_, at) => at))
    expect((await everythingOf(id)).mails).toHaveLength(250)
  })
})

describe('inviting many', () => {
  test('by the same operation takes effect once and answers the same', async () => {
    const { id, owner } = await newOrganization()
    const list = [...newList(3), ask('no address')]
    const operationId = crypto.randomUUID()
    const first = await inviteMany(owner, list, { operationId })
    const before = await everythingOf(id)
    expect(await inviteMany(owner, list, { operationId })).toEqual(first)
    expect(await everythingOf(id)).toEqual(before)
  })

  test('by the operation of another verb is refused', async () => {
    const { owner } = await newOrganization()
    const operationId = crypto.randomUUID()
    await inviteMany(owner, newList(2), { operationId })
    const single = await owner.send(
      'invitation.create',
      { ...asMember, email: newAddress() },
      operationId,
    )
    expect(reasonOf(single)).toBe('not_permitted')
  })

  test('as a dry run writes nothing and answers what the real run then answers', async () => {
    const { id, owner, member, web, archived } = await newOrganization()
    const pending = newAddress()
    valueOf(await owner.send('invitation.create', { ...asMember, email: pending }))
    const twice = newAddress()
    const list = [
      ask(newAddress(), { grants: [{ workspaceId: web, role: 'member' }] }),
      ask(member.email.toUpperCase()),
      ask(pending),
      ask(twice),
      ask(` ${twice.toUpperCase()}`),
      ask(newAddress(), { grants: [{ workspaceId: archived, role: 'member' }] }),
      ask(newAddress(), { grants: [{ workspaceId: crypto.randomUUID(), role: 'member' }] }),
      ask(newAddress(), { role: 'admin', grants: [{ workspaceId: web, role: 'member' }] }),
      ask('x@y'),
      ask(newAddress(), { role: 'owner' }),
    ]
    const before = await everythingOf(id)
    const operationId = crypto.randomUUID()
    const dry = await inviteMany(owner, list, { dryRun: true, operationId })
    expect(await everythingOf(id)).toEqual(before)
    expect(await sql('SELECT mail_count AS count FROM organization WHERE id = ?', id)).toEqual([
      { count: 1 },
    ])
    expect(outcomesOf(dry)).toEqual([
      'invited',
      'already_member',
      'already_invited',
      'invited',
      'already_invited',
      'workspace_unavailable',
      'not_found',
      'grants_need_member_role',
      'invalid_email',
      'invited',
    ])
    // The operation of a dry run was never carried out, so it is still free.
    const real = await inviteMany(owner, list, { operationId })
    const withoutIds = real.items.map((item) =>
      item.outcome === 'invited' ? { ...item, invitationId: null } : item,
    )
    expect(dry).toEqual({ ...real, items: withoutIds })
  })

  test('ten times at once, with addresses in common, is one pending invitation and one mail each (R5, R8)', async () => {
    const { id, owner, admin } = await newOrganization()
    const addresses = Array.from({ length: 60 }, newAddress)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        inviteMany(
          at % 2 === 0 ? owner : admin,
          addresses.slice(at * 4, at * 4 + 24).map((email) => ask(email)),
        ),
      ),
    )
    expect(answers.reduce((sum, { invited }) => sum + invited, 0)).toBe(60)
    const { invitations, mails } = await everythingOf(id)
    expect(invitations).toHaveLength(60)
    expect(mails).toHaveLength(60)
    const pending = await sql(
      "SELECT email_key FROM invitation WHERE organization_id = ? AND status = 'pending'",
      id,
    )
    expect(pending.map(({ email_key }) => email_key).toSorted()).toEqual(addresses.toSorted())
  })

  test('supersedes what has expired, recorded or not, and leaves what is pending (R17)', async () => {
    const { id, owner } = await newOrganization()
    const list = newList(3)
    const first = await inviteMany(owner, list)
    const [running, unrecorded, recorded] = first.items.map(idOf)
    await sql('UPDATE invitation SET expires_at = 1 WHERE id = ?', unrecorded)
    await sql("UPDATE invitation SET expires_at = 1, status = 'expired' WHERE id = ?", recorded)
    const second = await inviteMany(owner, list)
    expect(outcomesOf(second)).toEqual(['already_invited', 'invited', 'invited'])
    const statuses = await sql('SELECT id, status FROM invitation WHERE organization_id = ?', id)
    const statusOf = new Map(statuses.map((row) => [row.id, row.status]))
    expect([running, unrecorded, recorded].map((one) => statusOf.get(one))).toEqual([
      'pending',
      'superseded',
      'superseded',
    ])
    expect(second.items.slice(1).map((item) => statusOf.get(idOf(item)))).toEqual([
      'pending',
      'pending',
    ])
  })

  test('up to the day’s limit invites as many as fit, and lets the others wait (R42)', async () => {
    const { id, owner } = await newOrganization()
    await alreadySent(id, 998)
    const { items } = await inviteMany(owner, newList(4))
    expect(items.map(({ outcome }) => outcome)).toEqual([
      'invited',
      'invited',
      'refused',
      'refused',
    ])
    for (const item of items.slice(2)) {
      expect(item).toMatchObject({ reason: 'rate_limited' })
      expect('retryAfter' in item && (item.retryAfter ?? 0) > 0).toBe(true)
    }
    expect(await sql('SELECT mail_count AS count FROM organization WHERE id = ?', id)).toEqual([
      { count: 1000 },
    ])
  })

  test('by 30 organizations at once sends an address 20 mails a day (R42)', async () => {
    const shared = newAddress()
    const organizations = await Promise.all(Array.from({ length: 30 }, () => newOrganization()))
    const answers = await Promise.all(
      organizations.map(({ owner }) => inviteMany(owner, [...newList(2), ask(shared)])),
    )
    const told = answers.map((answer) => outcomesOf(answer)[2])
    expect(told.filter((outcome) => outcome === 'invited')).toHaveLength(20)
    expect(told.filter((outcome) => outcome === 'rate_limited')).toHaveLength(10)
    expect(await sql('SELECT id FROM outbox_mail WHERE recipient = ?', shared)).toHaveLength(20)
    expect(await sql('SELECT count FROM quota WHERE key = ?', `mail:address:${shared}`)).toEqual([
      { count: 20 },
    ])
  })

  test('is refused as a whole to who may not invite, and nobody there to strangers (R1)', async () => {
    const { id, member, manager } = await newOrganization()
    const { owner: stranger } = await newOrganization()
    const input = { invitations: newList(2), locale: 'en' as const, dryRun: true }
    expect(reasonOf(await member.send('invitation.createMany', input))).toBe('not_permitted')
    expect(reasonOf(await manager.send('invitation.createMany', input))).toBe('not_permitted')
    expect((await everythingOf(id)).invitations).toEqual([])
    const other = await carryOutAlone(meansOn(env.DB), {
      verb: 'invitation.createMany',
      organizationId: id,
      operationId: crypto.randomUUID(),
      actor: { kind: 'user', userId: stranger.id },
      input,
    })
    expect(reasonOf(other)).toBe('not_found')
  })
})
