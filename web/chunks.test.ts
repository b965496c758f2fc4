import { expect, test } from 'vitest'
import { chunkOf } from './chunks.ts'

const invite = '/web/src/routes/(door)/invite/+page.svelte'
const signIn = '/web/src/routes/(door)/sign-in/+page.svelte'
const members = '/web/src/routes/(app)/members/+page.svelte'
const payload = '/kit/src/runtime/client/payload.js'

/** Chunks of an app where each module is imported by so many others. */
function chunkIn(importersOf: Record<string, string[]>, code: Record<string, string> = {}) {
  const getModuleInfo = (id: string) => ({
    code: code[id] ?? null,
    isEntry: false,
    importers: importersOf[id] ?? [],
    importedIds: Object.keys(importersOf).filter((one) => importersOf[one]?.includes(id)),
    dynamicImporters: [],
  })
  return (id: string) => chunkOf(id, { getModuleInfo })
}

test('what the invitee’s page shares with the app is one file, with other doors another', () => {
  const chunk = chunkIn({
    '/button.ts': [invite, members],
    '/field.ts': ['/form.ts'],
    '/form.ts': [invite, signIn],
  })
  expect(chunk('/button.ts')).toBe('shared')
  expect(chunk('/form.ts')).toBe('door')
  expect(chunk('/field.ts')).toBe('door')
})

test('what is a page’s own, a page itself, and what the invitee never sees, is left to the bundler', () => {
  const chunk = chunkIn({ '/ticket.ts': [invite], '/table.ts': [members] })
  for (const id of ['/ticket.ts', '/table.ts', invite]) expect(chunk(id)).toBeNull()
})

test('a message is of those who mention it, though all are in one list', () => {
  const messages = '/lib/paraglide/messages'
  const chunk = chunkIn(
    {
      [`${messages}/retry.js`]: [`${messages}/_index.js`],
      [`${messages}/owners.js`]: [`${messages}/_index.js`],
      [`${messages}/_index.js`]: [`${messages}.js`],
      [`${messages}.js`]: [invite, members],
    },
    { [invite]: 'm.retry()', [members]: 'm.retry(), m.owners()' },
  )
  expect(chunk(`${messages}/retry.js`)).toBe('shared')
  expect(chunk(`${messages}/owners.js`)).toBeNull()
})

test('what learns of the page from SvelteKit is not evaluated before it can', () => {
  const chunk = chunkIn({
    [payload]: ['/env.ts'],
    '/env.ts': ['/theme.ts'],
    '/theme.ts': [invite, members],
  })
  for (const id of [payload, '/env.ts', '/theme.ts']) expect(chunk(id)).toBeNull()
})
