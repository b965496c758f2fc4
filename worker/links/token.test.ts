import { describe, expect, test } from 'vitest'
import { invitationToken, readToken } from './token.ts'

const secret = 'the secret of this deployment, long enough'
const organizationId = '5d7f1f0e-6c0b-4c55-8f0e-2f4a9d1b7c33'
const sending = { invitationId: '0b0e3a1c-58a4-4a3e-9d0e-0c8d5b3f7a11', generation: 3 }
const link = { ...sending, organizationId }

describe('the token of an invitation link', () => {
  test('opens the sending that it was made for, and is the same each time it is made', async () => {
    const token = await invitationToken(secret, link)
    expect(await invitationToken(secret, link)).toBe(token)
    expect(await readToken([secret], token)).toEqual(link)
  })

  test('is different for each sending, so that a resend kills the older link (R14)', async () => {
    const older = await invitationToken(secret, link)
    const newer = await invitationToken(secret, { ...link, generation: 4 })
    expect(newer).not.toBe(older)
    expect(await readToken([secret], older.replace('.3.', '.4.'))).toBeNull()
  })

  test('still opens while the secret that it was made with is configured as the previous one', async () => {
    const token = await invitationToken('the previous secret', link)
    expect(await readToken([secret, 'the previous secret'], token)).toEqual(link)
    expect(await readToken([secret], token)).toBeNull()
  })

  test('of an earlier version, which does not say its organization, still opens', async () => {
    const token = await invitationToken(secret, sending)
    expect(await readToken([secret], token)).toEqual(sending)
  })

  test.each([
    ['nothing', ''],
    ['half of one', '0b0e3a1c-58a4-4a3e-9d0e-0c8d5b3f7a11.3'],
    ['10 kB', 'x'.repeat(10_000)],
    ['letters beyond ASCII', 'é'.repeat(90)],
    ['a generation of zero', `${link.invitationId}.0.${'A'.repeat(43)}`],
    ['a forged signature', `${link.invitationId}.3.${'A'.repeat(43)}`],
    ['the id of another kind', `../../etc.3.${'A'.repeat(43)}`],
  ])('%s opens nothing (R29)', async (_, forged) => {
    expect(await readToken([secret], forged)).toBeNull()
  })

  test('signed for another invitation opens nothing (R29)', async () => {
    const token = await invitationToken(secret, link)
    expect(await readToken([secret], token.replace('0b0e3a1c', '1b0e3a1c'))).toBeNull()
  })

  test('signed for another organization, or for none, opens nothing (R29)', async () => {
    const token = await invitationToken(secret, link)
    const ofOther = await invitationToken(secret, { ...link, organizationId: link.invitationId })
    const start = `${link.invitationId}.3.`
    const [said, otherSaid] = [token, ofOther].map((some) => some.slice(start.length, -43))
    const earlier = await invitationToken(secret, sending)
    for (const [of, signed] of [
      [otherSaid, token],
      ['', token],
      [said, earlier],
    ] as const) {
      expect(await readToken([secret], `${start}${of}${signed.slice(-43)}`)).toBeNull()
    }
    expect(await readToken([secret], `${start}${said}${token.slice(-43)}`)).toEqual(link)
  })
})
