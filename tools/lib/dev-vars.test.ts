import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ensureSecrets } from './dev-vars.ts'
import { inRoot } from './paths.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'usher-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('secrets are written once, for the eyes of their owner, and never again', () => {
  const file = path.join(folder, '.dev.vars')
  expect(ensureSecrets(file)).toBe(true)
  const text = readFileSync(file, 'utf8')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(ensureSecrets(file)).toBe(false)
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('every secret that Usher can’t do without is among them, long enough, and its own', () => {
  const file = path.join(folder, '.dev.vars')
  ensureSecrets(file)
  const needed = namesIn(readFileSync(inRoot('.dev.vars.example'), 'utf8'))
  expect(namesIn(readFileSync(file, 'utf8'))).toEqual(needed)
  const random = readFileSync(file, 'utf8').match(/(?<=_SECRET=).{32,}$/gm) ?? []
  expect(new Set(random).size).toBe(2)
})

/** The names of a file of variables that are not commented out. */
function namesIn(text: string): string[] {
  return Array.from(text.matchAll(/^(\w+)=/gm), ([, name = '']) => name)
}
