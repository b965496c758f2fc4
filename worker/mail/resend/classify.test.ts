import { describe, expect, test } from 'vitest'
import { classify } from './classify.ts'

const answer = (status: number, name = '', message = '', retryAfter: number | null = null) =>
  classify({ status, name, message, retryAfter })

describe("the provider's answers", () => {
  test.each([200, 201, 202])('%i is sent', (status) => {
    expect(answer(status)).toEqual({ kind: 'sent' })
  })

  test.each([
    [401, 'missing_api_key'],
    [401, 'restricted_api_key'],
    [403, 'invalid_api_key'],
    [403, 'validation_error'],
    [429, 'daily_quota_exceeded'],
    [429, 'monthly_quota_exceeded'],
    [422, 'invalid_from_address'],
  ])('%i %s concerns every mail and stops the queue', (status, name) => {
    expect(answer(status, name)).toEqual({ kind: 'stop', cause: `${status} ${name}` })
  })

  test.each([
    'Invalid `to` field. The email address needs to follow the `email@example.com` format.',
    'The recipient is on the suppression list.',
  ])('422 "%s" refuses the address', (message) => {
    expect(answer(422, 'validation_error', message)).toEqual({
      kind: 'permanent',
      failure: 'address_refused',
      cause: '422 validation_error',
    })
  })

  test.each([
    [400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.'],
    [404, 'not_found', ''],
    [405, 'method_not_allowed', ''],
    [413, '', ''],
    [422, 'missing_required_field', 'Missing `subject` field.'],
    [409, 'invalid_idempotent_request', 'Same key, other payload.'],
  ])('%i %s refuses the message', (status, name, message) => {
    expect(answer(status, name, message)).toEqual({
      kind: 'permanent',
      failure: 'message_refused',
      cause: `${status} ${name}`.trim(),
    })
  })

  test.each([
    [409, 'concurrent_idempotent_requests'],
    [408, ''],
    [500, 'application_error'],
    [503, ''],
    [599, ''],
    [302, ''],
  ])('%i %s is tried again', (status, name) => {
    expect(answer(status, name)).toMatchObject({ kind: 'retry', retryAfter: null })
  })

  test('429 is tried again when the provider says', () => {
    expect(answer(429, 'rate_limit_exceeded', '', 7)).toEqual({
      kind: 'retry',
      cause: '429 rate_limit_exceeded',
      retryAfter: 7,
    })
  })
})
