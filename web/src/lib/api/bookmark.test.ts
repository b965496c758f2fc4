import { expect, test } from 'vitest'
import { bookmarkHeaders, noted, readNoOlderThan } from './bookmark.ts'

const [first, second, third] = ['00000001-a', '00000002-a', '00000003-a']
const asked = () => bookmarkHeaders()['usher-bookmark']
const answering = (marks: string | null) =>
  noted(Promise.resolve(new Response('', { headers: marks ? { 'usher-bookmark': marks } : {} })))

test('a page reads no older than the latest that it was told of, however its answers cross', async () => {
  expect(asked()).toBeUndefined()
  await answering(null)
  expect(asked()).toBeUndefined()
  await answering(`DB.${second}`)
  await answering(`DB.${first}`)
  readNoOlderThan(`DB.${first}`)
  readNoOlderThan(undefined)
  expect(asked()).toBe(`DB.${second}`)
  readNoOlderThan(`DB.${third}`)
  expect(asked()).toBe(`DB.${third}`)
})

test('each database has its own', async () => {
  await answering(`DB_2.${first}, DB.${second}`)
  expect(asked()).toBe(`DB.${third}, DB_2.${first}`)
})

test('an answer that never came is told as it was', async () => {
  await expect(noted(Promise.reject(new TypeError('cut off')))).rejects.toThrow('cut off')
})
