import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { failureOf } from './failure.ts'

const answered = (data: object) =>
  TRPCClientError.from({ error: { code: -32603, message: 'No.', data } })

test('what failed on the server has its reference', () => {
  const data = { code: 'SERVICE_UNAVAILABLE', httpStatus: 503, requestId: '0123456789abcdef' }
  expect(failureOf(answered({ ...data, reason: 'unavailable', retryAfter: 5 }))).toEqual({
    reason: 'unavailable',
    retryAfter: 5,
    reference: '0123456789abcdef',
  })
  expect(failureOf(answered({ ...data, code: 'INTERNAL_SERVER_ERROR' }))).toEqual({
    reason: 'unexpected',
    reference: '0123456789abcdef',
  })
})

test('a refusal has none', () => {
  expect(failureOf(answered({ code: 'CONFLICT', httpStatus: 409, reason: 'last_owner' }))).toEqual({
    reason: 'last_owner',
  })
})
