import { expect, test } from 'vitest'
import { bindingFor, bindingsOf } from './database-for.ts'

const organization = '8c41f0aa-7c11-4a52-9d0f-2f4cf5c1a7d3'

test('without a directory every organization is in the one database', () => {
  expect(bindingFor({}, organization)).toBe('DB')
  expect(bindingsOf({})).toEqual(['DB'])
})

test('an organization that no beginning fits is in the first database', () => {
  expect(bindingFor({ DATABASES: '9=DB_2' }, organization)).toBe('DB')
})

test('the longest beginning that fits decides, down to one organization by itself', () => {
  const directory = (more: string) => ({ DATABASES: `8=DB_2 f=DB_3 ${more}` })
  expect(bindingFor(directory(''), organization)).toBe('DB_2')
  expect(bindingFor(directory('8c4=DB_3'), organization)).toBe('DB_3')
  expect(bindingFor(directory(`8c4=DB_3 ${organization}=DB`), organization)).toBe('DB')
})

test('what goes over all of them goes to each once, the first one first', () => {
  expect(bindingsOf({ DATABASES: '8=DB_2 9=DB_2 f=DB_3' })).toEqual(['DB', 'DB_2', 'DB_3'])
})
