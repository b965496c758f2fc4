import { expect, test } from 'vitest'
import { missingFromLock } from './lock-file.ts'

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
