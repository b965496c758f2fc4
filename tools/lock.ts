import { readFileSync } from 'node:fs'
import { command } from './lib/command.ts'
import { missingFromLock } from './lib/lock-file.ts'
import { inRoot } from './lib/paths.ts'

await command(async () => {
  const missing = missingFromLock(
    JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')) as Parameters<
      typeof missingFromLock
    >[0],
  )
  if (missing.length === 0) return 0
  console.error(
    `npm ci will refuse package-lock.json: it has no entry for\n  ${missing.join('\n  ')}\n` +
      'Choose a version of the package that wants them of which all are published.',
  )
  return 1
})
