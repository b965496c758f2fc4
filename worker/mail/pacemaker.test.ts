import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pacemaker } from './pacemaker.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('deeds begin no closer together than the rate allows, and the first at once', async () => {
  const begun: number[] = []
  const start = Date.now()
  const pace = pacemaker(4)
  const deeds = (async () => {
    for (let n = 0; n < 3; n += 1) {
      await pace()
      begun.push(Date.now() - start)
    }
  })()
  await vi.runAllTimersAsync()
  await deeds
  expect(begun).toEqual([0, 250, 500])
})
