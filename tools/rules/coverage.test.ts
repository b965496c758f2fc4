import { expect, test } from 'vitest'
import { coverage, idsIn, titlesIn } from './coverage.ts'

test('rules are the list items that start with an id, not every mention of one', () => {
  expect(idsIn('# R9\n- **R1** One.\n- **R2** As R1, and R3.\n  R4 goes on.\n')).toEqual([
    'R1',
    'R2',
  ])
})

test('faults are listed and named as rules are', () => {
  const faults = idsIn('- **F1** A storm: as F2.\n- **F12** Another.\n')
  expect(faults).toEqual(['F1', 'F12'])
  const found = coverage(faults, ["'200 times at once (F12, R5)'"])
  expect(found.get('F12')).toHaveLength(1)
  expect(found.get('F1')).toEqual([])
})

test('titles are found in every way to write a test', () => {
  const source = `
    describe('a suite (R1)', () => {
      test("one (R2)", async () => { expect(say('not a title (R9)')).toBe(1) })
      it.skip('two (R3)', () => {})
      test.each([['a row (R9)']])('%s (R4)', () => {})
      test.each\`x\`('five (R5)', () => {})
      test(\`six \${name} (R6, R7)\`, () => {})
    })
    // test('a comment (R9)')
  `
  const titles = titlesIn('x.test.ts', source)
  const found = coverage(['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R9'], titles)
  const without = [...found].filter(([, named]) => named.length === 0).map(([id]) => id)
  expect(titles).toHaveLength(6)
  expect(without).toEqual(['R9'])
})

test('a rule is not proven by a test of another whose id starts alike', () => {
  expect(coverage(['R1'], ["'a resend (R14)'"]).get('R1')).toEqual([])
})
