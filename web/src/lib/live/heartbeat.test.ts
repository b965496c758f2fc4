import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { heartbeat } from './heartbeat.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function beating({ isAnswered }: { isAnswered: boolean }) {
  const seen = { asked: 0, silent: 0 }
  const heart = heartbeat(
    () => {
      seen.asked += 1
      if (isAnswered) heart.heard()
    },
    () => (seen.silent += 1),
  )
  return { heart, seen }
}

test('a connection that answers is asked again and again', () => {
  const { heart, seen } = beating({ isAnswered: true })
  heart.heard()
  vi.advanceTimersByTime(100_000)
  expect(seen).toEqual({ asked: 4, silent: 0 })
})

test('one that does not answer is given up, once', () => {
  const { heart, seen } = beating({ isAnswered: false })
  heart.heard()
  vi.advanceTimersByTime(100_000)
  expect(seen).toEqual({ asked: 1, silent: 1 })
})

test('a hidden page asks nothing', () => {
  const { heart, seen } = beating({ isAnswered: true })
  heart.heard()
  heart.stop()
  vi.advanceTimersByTime(100_000)
  expect(seen).toEqual({ asked: 0, silent: 0 })
})
