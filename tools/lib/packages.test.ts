import { expect, test } from 'vitest'
import { newEnough } from './node-version.mjs'
import { isInstalled } from './packages.mjs'

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/hono': { version: '4.13.19' },
    'node_modules/@esbuild/darwin-arm64': { version: '0.28.2', optional: true },
  },
}

test('packages are installed when all but those for other platforms are there', () => {
  expect(isInstalled(lock, { packages: { 'node_modules/hono': { version: '4.13.19' } } })).toBe(
    true,
  )
})

test('a package that is missing, or of another version, is not installed', () => {
  expect(isInstalled(lock, { packages: {} })).toBe(false)
  expect(isInstalled(lock, { packages: { 'node_modules/hono': { version: '4.13.18' } } })).toBe(
    false,
  )
})

test.each([
  ['20.0.0', '20.0', true],
  ['18.20.8', '20.0', false],
  ['22.17.1', '22.18', false],
  ['22.18.0', '22.18', true],
  ['24.0.0', '22.18', true],
])('Node %s is at least %s: %s', (version, least, expected) => {
  expect(newEnough(version, least)).toBe(expected)
})
