import { expect, test } from 'vitest'
import type { FailureReason } from '#lib/api/failure.ts'
import { sentence } from './sentence.ts'

test('a reason that only a newer server knows is said as what was not expected (F30)', () => {
  const newer = 'too_many_cooks' as FailureReason
  expect(sentence({ reason: newer })).toBe(sentence({ reason: 'unexpected' }))
})
