import { expect, test } from 'vitest'
import { authFailureOf } from './auth-answer.ts'

test('what succeeded is no failure', () => {
  expect(authFailureOf(200, { status: true })).toBeNull()
})

test.each([
  [401, { code: 'INVALID_EMAIL_OR_PASSWORD' }, { reason: 'wrong_credentials' }],
  [400, { code: 'INVALID_EMAIL' }, { reason: 'invalid_email' }],
  [400, { code: 'INVALID_TOKEN' }, { reason: 'dead_link' }],
  [400, { code: 'VALIDATION_ERROR' }, { reason: 'dead_link' }],
  [400, { code: 'PASSWORD_TOO_SHORT' }, { reason: 'password_refused', problem: 'too_short' }],
  [
    400,
    { code: 'PASSWORD_REFUSED', problem: 'is_address' },
    { reason: 'password_refused', problem: 'is_address' },
  ],
  [503, { code: 'UNAVAILABLE', retryAfter: 5 }, { reason: 'unavailable' }],
  [500, { code: 'INTERNAL_SERVER_ERROR' }, { reason: 'unexpected' }],
])('%i %j is told as %j', (status, body, failure) => {
  expect(authFailureOf(status, body)).toEqual(failure)
})

test('a limit says how long to wait, and a minute where it does not (R42)', () => {
  expect(authFailureOf(429, { retryAfter: 840 })).toEqual({
    reason: 'rate_limited',
    retryAfter: 840,
  })
  expect(authFailureOf(429, null)).toEqual({ reason: 'rate_limited', retryAfter: 60 })
})

test('an answer that is not of this API is no news of the password', () => {
  for (const body of [null, 'a page of a proxy', [], { code: 7, problem: 'toString' }]) {
    expect(authFailureOf(502, body)).toEqual({ reason: 'unexpected' })
  }
})
