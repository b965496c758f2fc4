import { readFileSync } from 'node:fs'
import { command } from './lib/command.ts'
import { missingFromLock, unknownScripts, type LockFile } from './lib/lock-file.ts'
import { inRoot } from './lib/paths.ts'

await command(async () => {
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')) as LockFile
  const missing = missingFromLock(lock)
  const scripts = unknownScripts(lock)
  if (missing.length > 0) {
    console.error(
      `npm ci will refuse package-lock.json: it has no entry for\n  ${missing.join('\n  ')}\n` +
        'Choose a version of the package that wants them of which all are published.',
    )
  }
  if (scripts.length > 0) {
    console.error(
      `These would run a program when they are installed:\n  ${scripts.join('\n  ')}\n` +
        'Look at what it does. Where all works without it, name the package in tools/lib/lock-file.ts.',
    )
  }
  return missing.length + scripts.length > 0 ? 1 : 0
})
