import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startMailbox, type Mailbox } from './server.ts'

let folder: string
let mailbox: Mailbox

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mailbox-'))
  mailbox = await startMailbox({ port: 0, file: file() })
})
afterEach(async () => {
  await mailbox.close()
  rmSync(folder, { recursive: true })
})

const file = () => path.join(folder, 'kept', 'mailbox.jsonl')
const mail = (more: object = {}) => ({
  from: 'Usher <invitations@usher.test>',
  to: ['nadia@northwind.test'],
  subject: 'Olivia invited you to join Acme',
  html: '<p>Hello</p>',
  text: 'Hello',
  ...more,
})

async function post(where: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${mailbox.url}${where}`, {
    method: 'POST',
    headers: { authorization: 'Bearer re_test', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> }
}

async function messages(query = '') {
  const response = await fetch(`${mailbox.url}/messages${query}`)
  return ((await response.json()) as { items: Record<string, string>[] }).items
}

describe('handing in a mail', () => {
  test('it is answered with an id, and is there to read', async () => {
    const { status, answer } = await post('/emails', mail())
    expect(status).toBe(200)
    const createdAt: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)
    expect(await messages()).toEqual([
      { ...mail(), id: answer.id, to: 'nadia@northwind.test', createdAt },
    ])
  })

  test('a batch is answered with an id for each', async () => {
    const { answer } = await post('/emails/batch', [mail(), mail({ to: 'ravi@northwind.test' })])
    const ids = (answer.data as { id: string }[]).map(({ id }) => id)
    expect(ids).toHaveLength(2)
    expect((await messages()).map(({ id }) => id)).toEqual(ids.toReversed())
  })

  test('a batch with one bad mail brings none of them', async () => {
    const { status } = await post('/emails/batch', [mail(), mail({ to: 'nobody' })])
    expect(status).toBe(422)
    expect(await messages()).toEqual([])
  })

  test('without an API key it is refused', async () => {
    const response = await fetch(`${mailbox.url}/emails`, { method: 'POST', body: '{}' })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ statusCode: 401, name: 'missing_api_key' })
  })

  test.each([
    ['no recipient', mail({ to: undefined }), 422, 'missing_required_field'],
    ['a recipient without a domain', mail({ to: 'nadia' }), 422, 'validation_error'],
    ['a recipient with a line break', mail({ to: 'a@b.test\r\nBcc: c@d.test' }), 422, undefined],
    ['no subject', mail({ subject: '' }), 422, 'missing_required_field'],
    ['nothing to say', mail({ html: '', text: '' }), 422, 'missing_required_field'],
    ['no JSON', '{', 400, 'validation_error'],
    ['a list in place of a mail', [mail()], 422, 'validation_error'],
  ])('%s is refused', async (_, body, status, name) => {
    const refused = await post('/emails', body)
    expect(refused.status).toBe(status)
    if (name) expect(refused.answer.name).toBe(name)
    expect(await messages()).toEqual([])
  })

  test('more than 5 MB is refused', async () => {
    const { status } = await post('/emails', mail({ text: 'x'.repeat(6_000_000) }))
    expect(status).toBe(413)
  })
})

describe('an idempotency key (R8)', () => {
  const key = { 'idempotency-key': 'mail-1' }

  test('with the same mail again gives the same answer and no second mail', async () => {
    const first = await post('/emails', mail(), key)
    expect(await post('/emails', mail(), key)).toEqual(first)
    expect(await messages()).toHaveLength(1)
  })

  test('with another mail is refused', async () => {
    await post('/emails', mail(), key)
    const refused = await post('/emails', mail({ subject: 'Another' }), key)
    expect(refused).toMatchObject({ status: 409, answer: { name: 'invalid_idempotent_request' } })
    expect(await messages()).toHaveLength(1)
  })

  test('holds for a batch as for one mail, and between the two', async () => {
    const first = await post('/emails/batch', [mail(), mail()], key)
    expect(await post('/emails/batch', [mail(), mail()], key)).toEqual(first)
    expect((await post('/emails', mail(), key)).status).toBe(409)
    expect(await messages()).toHaveLength(2)
  })

  test('of a refused mail can be used again', async () => {
    expect((await post('/emails', mail({ to: 'nobody' }), key)).status).toBe(422)
    expect((await post('/emails', mail(), key)).status).toBe(200)
  })

  test('of 257 characters is refused', async () => {
    const refused = await post('/emails', mail(), { 'idempotency-key': 'k'.repeat(257) })
    expect(refused).toMatchObject({ status: 400, answer: { name: 'invalid_idempotency_key' } })
  })

  test('and the mails outlive a restart, and a line that was cut short', async () => {
    const first = await post('/emails', mail(), key)
    await mailbox.close()
    appendFileSync(file(), '{"key":"mail-2","mess')
    mailbox = await startMailbox({ port: 0, file: file() })
    expect(await messages()).toHaveLength(1)
    expect(await post('/emails', mail(), key)).toEqual(first)
    expect(await messages()).toHaveLength(1)
    await post('/emails', mail({ subject: 'After the restart' }))
    await mailbox.close()
    mailbox = await startMailbox({ port: 0, file: file() })
    expect(await messages()).toHaveLength(2)
  })
})

describe('reading mails', () => {
  test('newest first, of one address in any letter case', async () => {
    await post('/emails', mail({ subject: 'First', to: 'Nadia Noor <Nadia@Northwind.test>' }))
    await post('/emails', mail({ subject: 'Second' }))
    await post('/emails', mail({ to: 'nadia@northwind.test.evil.test' }))
    const found = await messages('?to=NADIA@northwind.test')
    expect(found.map(({ subject }) => subject)).toEqual(['Second', 'First'])
    expect(found[1]?.to).toBe('Nadia@Northwind.test')
  })

  test('an address with a plus is told apart', async () => {
    await post('/emails', mail({ to: 'nadia+usher@northwind.test' }))
    expect(await messages('?to=nadia%2Busher@northwind.test')).toHaveLength(1)
    expect(await messages('?to=nadia@northwind.test')).toHaveLength(0)
  })

  test('nothing is sent again while there is nothing new', async () => {
    const etag = (await fetch(`${mailbox.url}/messages`)).headers.get('etag') ?? ''
    const again = () => fetch(`${mailbox.url}/messages`, { headers: { 'if-none-match': etag } })
    expect((await again()).status).toBe(304)
    await post('/emails', mail())
    expect((await again()).status).toBe(200)
  })

  test('the page is there, loads nothing from elsewhere and runs nothing of a mail', async () => {
    const response = await fetch(mailbox.url)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(await response.text()).not.toMatch(/https?:/)
  })

  test('what is not there is told so', async () => {
    expect((await fetch(`${mailbox.url}/elsewhere`)).status).toBe(404)
  })
})
