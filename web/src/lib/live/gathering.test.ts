import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gathering } from './gathering.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function gatheringWords() {
  const handedOn: string[][] = []
  const words = gathering<string>(500, (all) => handedOn.push([...all]))
  return { words, handedOn }
}

test('the first is handed on at once', () => {
  const { words, handedOn } = gatheringWords()
  words.add(['members'])
  vi.advanceTimersByTime(0)
  expect(handedOn).toEqual([['members']])
})

test('what follows is handed on together, twice a second at most, and the last is never lost', () => {
  const { words, handedOn } = gatheringWords()
  words.add(['members'])
  vi.advanceTimersByTime(1)
  for (let at = 0; at < 100; at += 1) {
    words.add(at % 2 === 0 ? ['members'] : ['invitations', 'members'])
    vi.advanceTimersByTime(10)
  }
  vi.advanceTimersByTime(500)
  expect(handedOn).toHaveLength(3)
  expect(handedOn.slice(1)).toEqual([1, 2].map(() => ['members', 'invitations']))
})

test('what is stopped hands on nothing more', () => {
  const { words, handedOn } = gatheringWords()
  words.add(['members'])
  words.stop()
  vi.advanceTimersByTime(1_000)
  expect(handedOn).toEqual([])
})
