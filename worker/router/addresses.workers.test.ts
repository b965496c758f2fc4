import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { invitationToken } from '../links/token.ts'
import { addressKey } from '../domain/address.ts'
import { apiOf } from '../testing/api.ts'
import { valueOf } from '../testing/builders.ts'
import { arrived } from '../testing/mail.ts'
import { asMember, everythingOf, newOrganization, newPerson } from '../testing/organization.ts'

/** Two addresses of the same domain, which no other test uses. */
const domain = () => `${crypto.randomUUID().slice(0, 8)}-example.test`

async function acceptWith({ invited, account }: { invited: string; account: string }) {
  const organization = await newOrganization()
  const { id } = valueOf(
    await organization.owner.send('invitation.create', { ...asMember, email: invited }),
  )
  const person = await newPerson(organization.id, addressKey(account) ?? account)
  const link = { invitationId: id, generation: 1, organizationId: organization.id }
  const token = await invitationToken(env.INVITATION_SECRET, link)
  return { organization, person, token }
}

const accept = async (person: { id: string }, token: string) =>
  (await apiOf(person)).call('invitation.accept', { token, contentVersion: 1 })

describe('who accepts has the invited address (F21)', () => {
  const others: [string, string, string][] = [
    ['another name', 'nadia@', 'eve@'],
    ['a plus-address', 'nadia@', 'nadia+web@'],
    ['a dot in the name', 'nadia.noor@', 'nadianoor@'],
    ['a Cyrillic letter in the domain', 'nadia@', 'nadia@е'],
    ['a subdomain', 'nadia@', 'nadia@mail.'],
    ['another domain that begins the same', 'nadia@', 'nadia@x'],
  ]

  test.each(
    others.flatMap(([what, one, other]) => [
      [what, one, other] as const,
      [`${what}, the other way round`, other, one] as const,
    ]),
  )('%s is another address (R24, R26)', async (_, invited, account) => {
    const at = domain()
    const spelled = { invited: `${invited}${at}`, account: `${account}${at}` }
    const { organization, person, token } = await acceptWith(spelled)
    const before = await everythingOf(organization.id)
    expect((await accept(person, token)).reason).toBe('wrong_account')
    expect(await everythingOf(organization.id)).toEqual(before)
  })

  test('an address that nobody verified is not theirs yet (R26)', async () => {
    const email = `nadia@${domain()}`
    const { organization, person, token } = await acceptWith({ invited: email, account: email })
    await env.DB.prepare('UPDATE user SET email_verified = 0 WHERE id = ?').bind(person.id).run()
    const before = await everythingOf(organization.id)
    expect((await accept(person, token)).reason).toBe('wrong_account')
    expect(await everythingOf(organization.id)).toEqual(before)
  })

  test.each([
    ['another letter case', (at: string) => `NADIA@${at.toUpperCase()}`],
    ['fullwidth letters', (at: string) => `ｎａｄｉａ@${at.replace('example', 'ｅｘａｍｐｌｅ')}`],
    ['white space around it', (at: string) => `  nadia@${at} `],
  ])('%s is the same address (R6)', async (_, spell) => {
    const at = domain()
    const { organization, person, token } = await acceptWith({
      invited: spell(at),
      account: `nadia@${at}`,
    })
    const again = await organization.owner.send('invitation.create', {
      ...asMember,
      email: `nadia@${at}`,
    })
    expect(again).toMatchObject({ ok: false, refusal: { reason: 'already_invited' } })
    expect((await accept(person, token)).data).toEqual({ organizationId: organization.id })
  })

  test('what looks like another domain is mailed to the domain that it is', async () => {
    const at = domain()
    const organization = await newOrganization()
    const { call } = await apiOf(organization.owner)
    const invite = async (email: string) =>
      (await call('invitation.create', { organizationId: organization.id, email, role: 'member' }))
        .status
    const fullwidth = at.replace('example', 'ｅxample')
    const cyrillic = at.replace('example', 'еxample')
    expect([await invite(`nadia@${fullwidth}`), await invite(`nadia@${cyrillic}`)]).toEqual([
      200, 200,
    ])
    expect(await arrived(`nadia@${at}`)).toHaveLength(1)
    const punycode = addressKey(`nadia@${cyrillic}`) ?? ''
    expect(punycode).toMatch(/^nadia@xn--/)
    expect(await arrived(punycode)).toHaveLength(1)
  })
})
