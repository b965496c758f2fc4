import { expect, test } from 'vitest'
import { pieces, slot } from './slots.ts'

test('a sentence falls into text and slots, in the order of its language', () => {
  expect(pieces(`${slot(0)} (${slot(1)}) invited you.`)).toEqual([
    { slot: 0 },
    { text: ' (' },
    { slot: 1 },
    { text: ') invited you.' },
  ])
  expect(pieces('Nobody is named.')).toEqual([{ text: 'Nobody is named.' }])
})
