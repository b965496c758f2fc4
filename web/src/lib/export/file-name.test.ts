import { expect, test } from 'vitest'
import { fileName } from './file-name.ts'

const day = new Date(2026, 10, 6, 14)

test('a file is called by organization, content and day', () => {
  expect(fileName('Acme', 'members', day)).toBe('Acme members 2026-11-06.csv')
  expect(fileName('株式会社アクメ', 'メンバー', day)).toBe('株式会社アクメ メンバー 2026-11-06.csv')
})

test('what no file may be called is left out', () => {
  expect(fileName('../a/b\\c: "d"?', 'members', day)).toBe('a b c d members 2026-11-06.csv')
  expect(fileName('???', 'members', day)).toBe('members 2026-11-06.csv')
})

test('a name of 200 characters is cut, between letters', () => {
  expect(fileName('👩'.repeat(100), 'members', day)).toBe(
    `${'👩'.repeat(80)} members 2026-11-06.csv`,
  )
})
