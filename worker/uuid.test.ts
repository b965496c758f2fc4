import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeOrderedUuid } from './uuid.ts'

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const anInstant = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) })

test('an id that is made later sorts after, and says when it was made', () => {
  fc.assert(
    fc.property(anInstant, anInstant, (one, other) => {
      const [earlier, later] = [Math.min(one, other), Math.max(one, other) + 1]
      expect(timeOrderedUuid(earlier) < timeOrderedUuid(later)).toBe(true)
      const id = timeOrderedUuid(earlier)
      expect(id).toMatch(version7)
      expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(earlier)
    }),
  )
})

test('ids of one instant are as different as any', () => {
  const ids = Array.from({ length: 1_000 }, () => timeOrderedUuid(1_800_000_000_000))
  expect(new Set(ids.map((id) => id.slice(15))).size).toBe(1_000)
})
