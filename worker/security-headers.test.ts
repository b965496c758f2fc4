import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { securityHeaders, transportSecurity } from './security-headers.ts'

const file = readFileSync(new URL('../web/static/_headers', import.meta.url).pathname, 'utf8')
// Of every path; what stands behind is added for some.
const [, ...lines] = file.split('\n\n')[0]?.trim().split('\n') ?? []
const ofAssets = Object.fromEntries(
  lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
  }),
)
const policy = 'content-security-policy'

test('static files, whatever their path, have the headers of the API, but for what a page may load', () => {
  expect(file).toMatch(/^\/\*\n/)
  const ofApi = { ...securityHeaders, 'strict-transport-security': transportSecurity }
  expect({ ...ofAssets, [policy]: '' }).toEqual({ ...ofApi, [policy]: '' })
})

test('nobody may frame either, nor set where their addresses begin', () => {
  for (const directives of [ofAssets[policy], securityHeaders[policy]]) {
    expect(directives).toContain("frame-ancestors 'none'")
    expect(directives).toContain("base-uri 'none'")
    expect(directives).not.toMatch(/unsafe|\*/)
  }
})
