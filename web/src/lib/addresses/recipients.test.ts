import { describe, expect, test } from 'vitest'
import { parseAddresses } from './parse.ts'
import { drawn, isSendable, isWrong, verdictOf, withStandings, type Verdict } from './recipients.ts'

const listOf = (text: string, verdicts: Record<string, Verdict> = {}) =>
  withStandings(
    parseAddresses(text).map((entry, id) => ({ ...entry, id })),
    new Map(Object.entries(verdicts)),
  )
const kinds = (list: ReturnType<typeof listOf>) => list.map(({ standing }) => standing.kind)

describe('how it stands with a recipient', () => {
  test('of two spellings of one address, the second is twice in the list (R6)', () => {
    const list = listOf('nadia@northwind.test, Nadia@NORTHWIND.test, nadia+web@northwind.test')
    expect(kinds(list)).toEqual(['unknown', 'twice', 'unknown'])
    expect(list.filter(isSendable)).toHaveLength(2)
  })
  test('what is no address says so, and is not sent (R6)', () => {
    const list = listOf('nadia@, ravi@northwind.test')
    expect(kinds(list)).toEqual(['no_address', 'unknown'])
    expect(list.filter(isSendable).map(({ text }) => text)).toEqual(['ravi@northwind.test'])
  })
  test('what the server refuses stays, and may be asked for again (R4)', () => {
    const refused = verdictOf({
      email: 'ravi@northwind.test',
      outcome: 'refused',
      reason: 'already_member',
    })
    const list = listOf('ravi@northwind.test', { 'ravi@northwind.test': refused })
    expect(list.map(isWrong)).toEqual([true])
    expect(list.map(isSendable)).toEqual([true])
  })
  test('a refusal keeps the invitation to resend, and the seconds to wait (R5, R42)', () => {
    const email = 'ravi@northwind.test'
    expect(
      verdictOf({ email, outcome: 'refused', reason: 'already_invited', invitationId: 'i1' }),
    ).toEqual({ kind: 'refused', failure: { reason: 'already_invited' }, invitationId: 'i1' })
    expect(
      verdictOf({ email, outcome: 'refused', reason: 'rate_limited', retryAfter: 60 }),
    ).toEqual({ kind: 'refused', failure: { reason: 'rate_limited', retryAfter: 60 } })
  })
})

describe('of a long list are drawn', () => {
  const many = Array.from({ length: 100 }, (_, at) => `person.${at}@northwind.test`)
  test('those that need a look of their own first, in the order of the list', () => {
    const list = listOf([...many, 'nobody@', many[0]].join(' , '))
    const shown = drawn(list, 10)
    expect(shown).toHaveLength(10)
    expect(shown.filter(isWrong).map(({ text }) => text)).toEqual(['nobody@'])
    expect(shown.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 100])
  })
  test('never more than that, whatever is wrong with them', () => {
    expect(drawn(listOf([...many, ...many].join(',')), 10)).toHaveLength(10)
  })
})
