import { expect, test } from 'vitest'
import { refuse, type RefusalReason } from '../domain/refusal.ts'
import { unwrap } from './refused.ts'

test('what a newer object refuses for a reason of its own is "unavailable" (F30)', () => {
  const newer = refuse('too_many_cooks' as RefusalReason)
  expect(() => unwrap(newer)).toThrow(
    expect.objectContaining({
      code: 'SERVICE_UNAVAILABLE',
      refusal: { reason: 'unavailable', retryAfter: 5 },
    }),
  )
})
