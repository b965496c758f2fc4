import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ensureSecrets } from './dev-vars.ts'
import { checkVariables } from './local-variables.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'usher-variables-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('what npm start makes for this machine is taken', () => {
  const file = path.join(folder, 'fresh')
  ensureSecrets(file)
  expect(() => checkVariables(file)).not.toThrow()
})

test('what is wrong is named, with the file that it stands in', () => {
  const file = path.join(folder, 'short')
  writeFileSync(file, 'BETTER_AUTH_SECRET=short\nRESEND_API_KEY=re_local\n')
  expect(() => checkVariables(file)).toThrow(
    `${file}, or in [vars] of wrangler.toml:\n` +
      '  BETTER_AUTH_SECRET needs at least 32 characters\n' +
      '  INVITATION_SECRET needs at least 32 characters\n',
  )
})
