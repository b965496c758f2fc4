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
    [422, 'invalid_access'],
    [400, 'validation_error', 'API key is invalid'],
    [401, 'validation_error', 'API key is invalid'],
    [422, 'validation_error', 'Invalid `from` field.'],
  ])('%i %s concerns every mail and stops the queue (F15)', (status, name, message = '') => {
    const cause = `${status} ${name}`
    expect(answer(status, name, message)).toEqual({ kind: 'stop', cause, retryAfter: null })
  })

  test('a quota says when it is there again, where the provider does (F15)', () => {
    expect(answer(429, 'daily_quota_exceeded', '', 3600)).toMatchObject({ retryAfter: 3600 })
  })

  test.each([
    'Invalid `to` field. The email address needs to follow the `email@example.com` format.',
    'The recipient is on the suppression list.',
  ])('422 "%s" refuses the address (F16)', (message) => {
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
    [451, 'security_error', 'We may have found a security issue with the request.'],
  ])('%i %s refuses the message', (status, name, message) => {
    expect(answer(status, name, message)).toEqual({
      kind: 'permanent',
      failure: 'message_refused',
      cause: `${status} ${name}`.trim(),
    })
  })

  test('409 for a key with another body is a conflict (F14)', () => {
    expect(answer(409, 'invalid_idempotent_request', 'Same key, other payload.')).toEqual({
      kind: 'conflict',
      cause: '409 invalid_idempotent_request',
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

  test.each([7, null])('429 has every mail wait, so long: %s (F12)', (retryAfter) => {
    expect(answer(429, 'rate_limit_exceeded', '', retryAfter)).toEqual({
      kind: 'wait',
      cause: '429 rate_limit_exceeded',
      retryAfter,
    })
  })
})
