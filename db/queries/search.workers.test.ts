import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { askingOf } from '../../worker/testing/asking.ts'
import { valueOf } from '../../worker/testing/builders.ts'
import { insertMembers } from '../../worker/testing/crowd.ts'
import {
  asMember,
  newOrganization,
  type TestOrganization,
} from '../../worker/testing/organization.ts'
import { listInvitations } from './list-invitations.ts'
import { listMembers } from './list-members.ts'
import { separators } from './words.ts'

async function organizationOf(people: Record<string, string>) {
  const organization = await newOrganization()
  await insertMembers(
    organization.id,
    Object.entries(people).map(([email, name]) => ({
      id: crypto.randomUUID(),
      name,
      email: `${organization.id.slice(0, 8)}.${email}`,
      role: 'member' as const,
      joinedAt: 1,
      lastActiveAt: 0,
      workspaces: [],
    })),
  )
  return organization
}

async function names(of: TestOrganization, search: string) {
  const page = await listMembers(env.DB, await askingOf(of, of.owner), {
    search,
    sort: 'name',
    limit: 100,
  })
  expect(page?.total).toBe(page?.items.length)
  return page?.items.map(({ name }) => name) ?? []
}

async function addresses(of: TestOrganization, search: string) {
  const page = await listInvitations(env.DB, await askingOf(of, of.owner), { search, limit: 100 })
  return page?.items.map(({ email }) => email) ?? []
}

describe('members are found', () => {
  const cases: [found: string, email: string, searches: string[], vain: string[]][] = [
    [
      'Wanda Weber-Ortiz',
      'wanda@acme.test',
      ['w', 'WANDA', 'ortiz', 'weber-o', 'web wan', 'wanda, weber'],
      ['anda', 'wanda x'],
    ],
    ["Sean O'Brien (Ops)", 'sean@acme.test', ["o'br", 'brien', 'ops', '(ops)', 'sean ops'], ["'"]],
    [
      '100% _real_ "quoted" back\\slash',
      'percent@acme.test',
      ['100%', 'real', '_real', 'quoted', 'back\\slash', '"quoted"'],
      ['%', '_', '1_0', '100% %'],
    ],
    ['山田太郎', 'taro@acme.test', ['山田', '太郎', '郎', '山田　太郎', '太郎 taro'], ['田山']],
    ['山田Taro 花子', 'hanako@acme.test', ['taro', 'TARO 花子', '子'], ['aro']],
    ['김민수', 'minsu@acme.test', ['김', '민수'], []],
    ['נועה כהן', 'noa@acme.test', ['נועה', 'כה', 'כהן נועה'], ['ועה']],
    ['Émile Žižek', 'emile@acme.test', ['émile', 'ÉMILE', 'É', 'žižek', 'ŽIŽEK émile'], ['mile x']],
    ['Иван Петров', 'ivan@acme.test', ['иван', 'ПЕТРОВ', 'пет ив'], ['ван']],
    ['Party 🎉 People', 'party@acme.test', ['🎉', 'people', 'party 🎉'], ['🎂']],
    ['n\u200Fame \u200Eתמר', 'marks@acme.test', ['תמר'], []],
    [
      'N',
      'nadia.k+test@mail.northwind.test',
      ['k+test', 'test@mail', 'northwind.t', 'mail.northwind.test'],
      ['test@north'],
    ],
  ]

  test.each(cases)('%s', async (name, email, searches, vain) => {
    const organization = await organizationOf({ [email]: name, 'other@else.test': 'Zz' })
    for (const search of searches)
      expect([search, await names(organization, search)]).toEqual([search, [name]])
    for (const search of vain)
      expect([search, await names(organization, search)]).toEqual([search, []])
  })

  test('by a whole address, and not by punctuation alone or 254 characters of something else', async () => {
    const organization = await organizationOf({ 'ada@acme.test': 'Ada' })
    const prefix = organization.id.slice(0, 8)
    expect(await names(organization, `${prefix}.ada@acme.test`)).toEqual(['Ada'])
    expect(await names(organization, ` ${prefix}.ADA@ACME.TEST `)).toEqual(['Ada'])
    expect(await names(organization, `${prefix}.ada@`)).toEqual(['Ada'])
    for (const search of [
      '...',
      '@',
      '"\'"',
      'x'.repeat(254),
      '探'.repeat(254),
      'a b c d '.repeat(31),
    ])
      expect(await names(organization, search)).toEqual([])
    expect(await names(organization, '  ')).toHaveLength(5)
  })

  test('by a name that is new: of the membership, of the account, and by plain SQL', async () => {
    const organization = await newOrganization()
    const { owner, member } = organization
    valueOf(await owner.send('member.rename', { userId: member.id, name: 'Quentin Quince' }))
    expect(await names(organization, 'quince')).toEqual(['Quentin Quince'])
    await env.DB.prepare(`UPDATE user SET name = 'Xaver' WHERE id = ?`).bind(member.id).run()
    expect(await names(organization, 'quince')).toEqual(['Quentin Quince'])
    expect(await names(organization, 'xaver')).toEqual([])
    await env.DB.prepare(`UPDATE membership SET display_name = NULL WHERE user_id = ?`)
      .bind(member.id)
      .run()
    expect(await names(organization, 'quince')).toEqual([])
    expect(await names(organization, 'xav')).toEqual(['Xaver'])
    await env.DB.prepare(`UPDATE user SET name = 'Yvonne' WHERE id = ?`).bind(member.id).run()
    expect(await names(organization, 'yv')).toEqual(['Yvonne'])
    expect(await names(organization, 'xav')).toEqual([])
  })

  test('in their own organization alone, and not once they are gone', async () => {
    const [organization, other] = [await newOrganization(), await newOrganization()]
    const { owner, member } = organization
    valueOf(await owner.send('member.rename', { userId: member.id, name: 'Quentin Quince' }))
    expect(await names(other, 'quentin')).toEqual([])
    valueOf(await owner.send('member.remove', { userId: member.id }))
    expect(await names(organization, 'quentin')).toEqual([])
    const { results } = await env.DB.prepare('SELECT * FROM member_word WHERE user_id = ?')
      .bind(member.id)
      .all()
    expect(results).toEqual([])
  })
})

test('invitations are found by each part of the address, in either spelling of it (R6)', async () => {
  const organization = await newOrganization()
  const email = 'Nadia.Khoury+Web@Münster.example'
  valueOf(await organization.owner.send('invitation.create', { ...asMember, email }))
  for (const search of [
    'nadia',
    'KHOURY',
    'web',
    'nadia.khoury+web@m',
    'münster',
    'xn--mnster-3ya.example',
    email,
    'khoury nadia',
  ])
    expect([search, await addresses(organization, search)]).toEqual([search, [email]])
  for (const search of ['adia', 'example', 'nadia@', 'khoury q'])
    expect([search, await addresses(organization, search)]).toEqual([search, []])
})

test('the queries and the triggers begin a word behind the same letters', async () => {
  const { sql } = (await env.DB.prepare(
    `SELECT sql FROM sqlite_master WHERE name = 'invitation_made'`,
  ).first<{ sql: string }>()) ?? { sql: '' }
  const [, quoted = '', codes = ''] =
    /instr\('((?:[^']|'')+)' \|\| char\(([\d, ]+)\)/.exec(sql) ?? []
  const told = quoted.replaceAll("''", "'") + String.fromCodePoint(...codes.split(',').map(Number))
  expect(told).toBe(separators)
})
