import { expect, test } from 'vitest'
import { intents } from './intents.ts'

test('the same intent keeps its id until its outcome is known', () => {
  const ids = intents()
  const first = ids.idOf({ email: 'nadia@northwind.test' })
  expect(ids.idOf({ email: 'nadia@northwind.test' })).toBe(first)
  ids.settle({ email: 'nadia@northwind.test' })
  expect(ids.idOf({ email: 'nadia@northwind.test' })).not.toBe(first)
})

test('another intent has another id', () => {
  const ids = intents()
  expect(ids.idOf({ role: 'admin' })).not.toBe(ids.idOf({ role: 'member' }))
})
