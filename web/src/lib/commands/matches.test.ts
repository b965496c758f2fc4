import { expect, test } from 'vitest'
import { matches } from './matches.ts'

test('each typed word is somewhere in the names, in any order', () => {
  expect(matches('work new', 'New workspace')).toBe(true)
  expect(matches('dark', 'Theme: Dark', 'colour')).toBe(true)
  expect(matches('new organ', 'New workspace')).toBe(false)
})

test('case, accents and widths of letters don’t count', () => {
  expect(matches('CAFE', 'Café Nord')).toBe(true)
  expect(matches('ｎｏｒｄ', 'Café Nord')).toBe(true)
  expect(matches('めんばー', 'メンバー')).toBe(false)
})

test('Japanese is found by any part of it', () => {
  expect(matches('スペース', '新しいワークスペース')).toBe(true)
  expect(matches('プロフィール', 'プロフィール')).toBe(true)
})

test('nothing typed finds everything', () => {
  expect(matches('  ', 'Members')).toBe(true)
})
