import { expect, test } from 'vitest'
import { missingFromLock, unknownScripts } from './lock-file.ts'

test('an optional package without an entry is found, at whatever depth the others lie', () => {
  const packages = {
    '': {},
    'node_modules/esbuild': {
      optionalDependencies: { '@esbuild/linux-x64': '0.28.2', '@esbuild/darwin-arm64': '0.28.2' },
    },
    'node_modules/esbuild/node_modules/@esbuild/linux-x64': {},
  }
  expect(missingFromLock({ packages })).toEqual(['@esbuild/darwin-arm64@0.28.2'])
})

test('a package that would run a program when it is installed is found, unless it is known to', () => {
  const packages = {
    '': { hasInstallScript: true },
    'node_modules/quiet': {},
    'node_modules/esbuild': { hasInstallScript: true },
    'node_modules/wrangler/node_modules/workerd': { hasInstallScript: true },
    'node_modules/@evil/esbuild': { hasInstallScript: true },
  }
  expect(unknownScripts({ packages })).toEqual(['', 'node_modules/@evil/esbuild'])
})
