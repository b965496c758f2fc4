import { beforeEach, expect, test, vi } from 'vitest'

const bookmark = (number: number) => `0000000${number}-00000002-00000003-${'0'.repeat(32)}`
const [first, second, third] = [bookmark(1), bookmark(2), bookmark(3)]
const now = vi.spyOn(Date, 'now')

let page: typeof import('./bookmark.ts')
beforeEach(async () => {
  vi.resetModules()
  now.mockReturnValue(0)
  page = await import('./bookmark.ts')
  return () => now.mockReset()
})

const asked = () => page.bookmarkHeaders()['usher-bookmark']
const answer = (header: string | null) =>
  page.bookmarked(
    Promise.resolve(new Response('', { headers: header ? { 'usher-bookmark': header } : {} })),
  )

test('a page reads no older than the latest that it was told of, however its answers cross', async () => {
  expect(asked()).toBeUndefined()
  await answer(null)
  expect(asked()).toBeUndefined()
  await answer(`DB.${second}`)
  await answer(`DB.${first}`)
  page.readNoOlderThan(`DB.${first}`)
  page.readNoOlderThan(undefined)
  expect(asked()).toBe(`DB.${second}`)
  page.readNoOlderThan(`DB.${third}`)
  expect(asked()).toBe(`DB.${third}`)
})

test('each database has its own, of which an answer may name several', async () => {
  await answer(`DB.${second}, DB_2.${first},DB.${third}, DB.${first}`)
  expect(asked()).toBe(`DB.${third}, DB_2.${first}`)
})

test('what is no bookmark is not kept', async () => {
  await answer(`DB.zzzz, ${second}, .${second}x, DB.${second}.1x, `)
  expect(asked()).toBe(`DB.${second}`)
})

test('a bookmark is forgotten after five minutes, by when every replica has come as far', () => {
  page.readNoOlderThan(`DB.${second}`)
  now.mockReturnValue(299_999)
  expect(asked()).toBe(`DB.${second}`)
  now.mockReturnValue(300_000)
  expect(asked()).toBeUndefined()
  page.readNoOlderThan(`DB.${first}`)
  expect(asked()).toBe(`DB.${first}`)
})

test('an answer that never came is told as it was', async () => {
  await expect(page.bookmarked(Promise.reject(new TypeError('cut off')))).rejects.toThrow('cut off')
})
