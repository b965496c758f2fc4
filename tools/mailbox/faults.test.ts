import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startMailbox, type Mailbox } from './server.ts'

const day = 24 * 60 * 60 * 1000

let folder: string
let mailbox: Mailbox
let now: number

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mailbox-'))
  now = Date.UTC(2026, 10, 23, 12)
  mailbox = await startMailbox({
    port: 0,
    file: path.join(folder, 'mailbox.jsonl'),
    now: () => now,
  })
})
afterEach(async () => {
  await mailbox.close()
  rmSync(folder, { recursive: true })
})

const nadia = 'nadia@northwind.test'
const mail = (to = nadia) => ({ from: 'usher@usher.test', to, subject: 'Hello', text: 'Hello' })

const post = (where: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${mailbox.url}${where}`, {
    method: 'POST',
    headers: { authorization: 'Bearer re_test', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(1_000),
  })

const send = (key: string, body: object = mail()) =>
  post('/emails', body, { 'idempotency-key': key })

const fail = async (...faults: object[]) => {
  expect((await post('/faults', faults)).status).toBe(200)
}

async function items(where: string) {
  const response = await fetch(`${mailbox.url}${where}`)
  return ((await response.json()) as { items: Record<string, unknown>[] }).items
}

describe('a send that is to fail', () => {
  test("is answered as asked, in the provider's shape, as often as asked", async () => {
    const tooFast = { status: 429, name: 'rate_limit_exceeded', headers: { 'retry-after': '30' } }
    await fail({ answer: tooFast, times: 2 }, { answer: { status: 500 } })
    const first = await send('a')
    expect(first.headers.get('retry-after')).toBe('30')
    expect(await first.json()).toEqual({
      statusCode: 429,
      name: 'rate_limit_exceeded',
      message: '',
    })
    const more = [await send('a'), await send('a'), await send('a')]
    expect(more.map(({ status }) => status)).toEqual([429, 500, 200])
    expect(await items('/messages')).toHaveLength(1)
  })

  test('is taken before its error, where that is asked', async () => {
    await fail({ answer: { status: 500 }, takes: true })
    expect((await send('a')).status).toBe(500)
    const [taken] = await items('/messages')
    expect(await (await send('a')).json()).toEqual({ id: taken?.id })
    expect(await items('/messages')).toHaveLength(1)
  })

  test.each(['reset', 'hang'])('is taken, and then there is no answer: %s', async (answer) => {
    await fail({ answer })
    await expect(send('a')).rejects.toThrow(answer === 'reset' ? 'fetch failed' : 'timeout')
    const [taken] = await items('/messages')
    expect(await (await send('a')).json()).toEqual({ id: taken?.id })
    expect(await items('/messages')).toHaveLength(1)
  })

  test('is that of one address, where one is named', async () => {
    await fail({ answer: { status: 503 }, to: 'Ravi@northwind.test', times: null })
    expect((await send('a')).status).toBe(200)
    expect((await send('b', mail('ravi@northwind.test'))).status).toBe(503)
    expect((await send('b', mail('ravi@northwind.test'))).status).toBe(503)
  })

  test('is so until its fault is removed, for one address or for all', async () => {
    const broken = { answer: { status: 503 }, times: null }
    await fail({ ...broken, to: nadia }, broken)
    await fetch(`${mailbox.url}/faults?to=${nadia}`, { method: 'DELETE' })
    expect(await items('/faults')).toEqual([expect.not.objectContaining({ to: nadia })])
    await fetch(`${mailbox.url}/faults`, { method: 'DELETE' })
    expect((await send('a')).status).toBe(200)
  })

  test('has a fault that can be read', async () => {
    const refused = await post('/faults', { answer: 'explode' })
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({ name: 'validation_error' })
  })
})

describe('an idempotency key (R8)', () => {
  test('that is still under way is refused (F14)', async () => {
    await fail({ answer: 'usual', delayMs: 300 })
    const answers = await Promise.all([send('a'), send('a'), send('a')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(await refused?.json()).toMatchObject({ name: 'concurrent_idempotent_requests' })
    expect((await send('a')).status).toBe(200)
    expect(await items('/messages')).toHaveLength(1)
  })

  test('is known for 24 hours, and then forgotten (F17)', async () => {
    await send('a')
    now += day - 1
    await send('a')
    expect(await items('/messages')).toHaveLength(1)
    now += 1
    await send('a')
    expect(await items('/messages')).toHaveLength(2)
  })
})
