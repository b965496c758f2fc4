import { expect, test } from 'vitest'
import { mailto } from './mailto.ts'

test('a link begins a mail to one address, with its subject', () => {
  expect(mailto('olivia@acme.test', 'Invitation to Acme & Co')).toBe(
    'mailto:olivia@acme.test?subject=Invitation%20to%20Acme%20%26%20Co',
  )
})

test('an address adds no recipient and no header', () => {
  const { pathname, search } = new URL(mailto('a?bcc=b@x.test,c&d@y.test', 'Hello'))
  expect(pathname).not.toMatch(/[?&,]/)
  expect([...new URLSearchParams(search).keys()]).toEqual(['subject'])
})
