import { expect, test } from 'vitest'
import { stepOf, type PendingInvitation } from './step.ts'

const invitation: PendingInvitation = {
  state: 'pending',
  contentVersion: 1,
  hasAccount: false,
  email: 'Nadia@Bücher.test',
  role: 'member',
  organization: { id: 'o', name: 'Acme' },
  sponsor: null,
  workspaces: [],
  expiresAt: '2026-11-26T14:00:00.000Z',
}
const viewer = (email: string) => ({ id: 'u', name: 'U', email })

test('whoever has no account makes one (R22)', () => {
  expect(stepOf(invitation, null)).toBe('create_account')
})

test('whoever has an account signs in (R23)', () => {
  expect(stepOf({ ...invitation, hasAccount: true }, null)).toBe('sign_in')
})

test('the invited address accepts, however it is spelled (R6)', () => {
  expect(stepOf(invitation, viewer('nadia@xn--bcher-kva.test'))).toBe('accept')
})

test('nobody accepts from another account (R24)', () => {
  expect(stepOf(invitation, viewer('adam@acme.test'))).toBe('switch_account')
  expect(stepOf(invitation, viewer('nadia+x@xn--bcher-kva.test'))).toBe('switch_account')
  expect(stepOf({ ...invitation, email: 'no address' }, viewer('no address'))).toBe(
    'switch_account',
  )
})
