import { describe, expect, test } from 'vitest'
import { duration } from './duration.ts'
import { exactTime } from './exact-time.ts'
import { initials } from './initials.ts'
import { isolate } from './isolate.ts'
import { list } from './list.ts'
import { number } from './number.ts'
import { relativeTime } from './relative-time.ts'
import { shorten } from './shorten.ts'

const now = new Date('2026-11-26T14:00:00Z')
const before = (seconds: number) => new Date(now.getTime() - seconds * 1_000)

describe('a length of time', () => {
  test('is told in its largest whole unit, never rounded up', () => {
    expect(duration(2 * 86_400 + 86_399, 'en')).toBe('2 days')
    expect(duration(9 * 3_600 + 1, 'en')).toBe('9 hours')
    expect(duration(60, 'en')).toBe('1 minute')
    expect(duration(0.2, 'en')).toBe('1 second')
  })
  test('follows the language', () => {
    expect(duration(2 * 86_400, 'ja')).toBe('2 日')
  })
})

describe('a relative time', () => {
  test('is now within a minute, then ago', () => {
    expect(relativeTime(before(20), now, 'en')).toBe('now')
    expect(relativeTime(before(300), now, 'en')).toBe('5 minutes ago')
    expect(relativeTime(before(86_400), now, 'en')).toBe('yesterday')
    expect(relativeTime(before(300), now, 'ja')).toBe('5 分前')
  })
  test('looks forward as well', () => {
    expect(relativeTime(before(-3 * 3_600), now, 'en')).toBe('in 3 hours')
  })
})

test('an exact time names its zone', () => {
  expect(exactTime(now, 'en-GB', 'UTC')).toBe('Thu, 26 Nov 2026, 14:00 UTC')
  expect(exactTime(now, 'ja', 'Asia/Tokyo')).toContain('23:00')
})

test('numbers and lists follow the language', () => {
  expect(number(12_345, 'en')).toBe('12,345')
  expect(list(['Web', 'API'], 'en')).toBe('Web and API')
  expect(list(['Web', 'API'], 'ja')).toBe('Web、API')
})

test('initials are whole letters, whatever the script', () => {
  expect(initials('Olivia Owner')).toBe('OO')
  expect(initials('Anna Maria de Souza')).toBe('AS')
  expect(initials('佐藤 健司')).toBe('佐健')
  expect(initials('👩‍🚀 Ada')).toBe('👩‍🚀A')
  expect(initials('Acme')).toBe('A')
})

test('a name from right to left does not turn the sentence around it', () => {
  expect(isolate('Olivia Owner')).toBe('Olivia Owner')
  expect(isolate('佐藤 健司')).toBe('佐藤 健司')
  expect(isolate('נועה')).toBe('\u2068נועה\u2069')
  expect(isolate('ليلى (Web)')).toBe('\u2068ليلى (Web)\u2069')
})

test('a long name is cut between whole letters', () => {
  expect(shorten('Ada Admin', 9)).toBe('Ada Admin')
  expect(shorten('Ada Admin', 5)).toBe('Ada…')
  expect(shorten('👩‍🚀👩‍🚀👩‍🚀', 2)).toBe('👩‍🚀…')
})
