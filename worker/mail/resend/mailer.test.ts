import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { resendMailer } from './mailer.ts'

const mail = {
  idempotencyKey: 'mail-1',
  from: 'Usher <invitations@usher.test>',
  to: 'nadia@northwind.test',
  subject: 'Olivia invited you to join Acme',
  html: '<p>Hello</p>',
  text: 'Hello',
}

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A provider on this machine that answers as it is told. */
async function provider(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const taken = createServer(answer)
  server = taken
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  return resendMailer({ apiUrl: `http://127.0.0.1:${port}`, apiKey: 're_secret', timeoutMs: 500 })
}

const answering = (status: number, error: object | string, headers = {}) =>
  provider((_, response) => {
    const body = typeof error === 'string' ? error : JSON.stringify(error)
    response.writeHead(status, headers).end(body)
  })

describe('handing a mail to the provider', () => {
  test('asks as its API wants to be asked', async () => {
    const asked: {
      method?: string | undefined
      url?: string | undefined
      headers: object
      body: string
    }[] = []
    const mailer = await provider((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += String(chunk)))
      request.on('end', () => {
        asked.push({ method: request.method, url: request.url, headers: request.headers, body })
        response.writeHead(200).end('{"id":"1"}')
      })
    })
    expect(await mailer.send(mail)).toEqual({ kind: 'sent' })
    expect(await mailer.send(mail)).toEqual({ kind: 'sent' })
    expect(asked[0]).toMatchObject({
      method: 'POST',
      url: '/emails',
      headers: {
        authorization: 'Bearer re_secret',
        'content-type': 'application/json',
        'idempotency-key': 'mail-1',
        'user-agent': 'usher',
      },
    })
    const { from, to, subject, html, text } = mail
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ from, to: [to], subject, html, text })
    expect(asked[1]?.body).toBe(asked[0]?.body)
  })

  test('was taken when the status says so, though the rest of the answer never comes (F13)', async () => {
    const mailer = await provider((_, response) => {
      response.writeHead(200, { 'content-length': '12' }).write('{"id"')
      setTimeout(() => response.destroy(), 50)
    })
    expect(await mailer.send(mail)).toEqual({ kind: 'sent' })
  })

  test('reads how long to wait', async () => {
    const mailer = await answering(429, { name: 'rate_limit_exceeded' }, { 'retry-after': '3' })
    expect(await mailer.send(mail)).toEqual({
      kind: 'wait',
      cause: '429 rate_limit_exceeded',
      retryAfter: 3,
    })
  })

  test.each([
    ['999999999', 24 * 60 * 60],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 24 * 60 * 60],
    ['soon', null],
    ['-1', null],
    ['', null],
  ])('waits for no more than a day, nor for what is none: %s (F12)', async (header, retryAfter) => {
    const mailer = await answering(503, {}, { 'retry-after': header })
    expect(await mailer.send(mail)).toMatchObject({ kind: 'retry', retryAfter })
  })

  test('refuses the address when the provider does', async () => {
    const mailer = await answering(422, {
      name: 'validation_error',
      message: 'Invalid `to` field.',
    })
    expect(await mailer.send(mail)).toEqual({
      kind: 'permanent',
      failure: 'address_refused',
      cause: '422 validation_error',
    })
  })

  test('stops at a bad API key', async () => {
    const mailer = await answering(401, { name: 'missing_api_key', message: 're_secret' })
    expect(await mailer.send(mail)).toMatchObject({ kind: 'stop', cause: '401 missing_api_key' })
  })

  test('does not take a name that is none into the log', async () => {
    const mailer = await answering(500, { name: 'nadia@northwind.test is unknown' })
    expect(await mailer.send(mail)).toEqual({ kind: 'retry', cause: '500', retryAfter: null })
  })

  test('bears an answer that is no JSON', async () => {
    const mailer = await answering(502, '<html>Bad gateway</html>')
    expect(await mailer.send(mail)).toEqual({ kind: 'retry', cause: '502', retryAfter: null })
  })

  test('follows no redirect with the API key', async () => {
    let elsewhere = 0
    const mailer = await provider((request, response) => {
      if (request.url === '/elsewhere') elsewhere += 1
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect(await mailer.send(mail)).toMatchObject({ kind: 'retry' })
    expect(elsewhere).toBe(0)
  })

  test('gives up waiting for an answer', async () => {
    const mailer = await provider(() => {})
    expect(await mailer.send(mail)).toEqual({ kind: 'retry', cause: 'timeout', retryAfter: null })
  })

  test('bears a connection that is cut', async () => {
    const mailer = await provider((request) => request.socket.destroy())
    expect(await mailer.send(mail)).toMatchObject({ kind: 'retry', cause: 'unreachable' })
  })

  test('bears that nobody is there', async () => {
    const mailer = resendMailer({ apiUrl: 'http://127.0.0.1:1', apiKey: 're_secret' })
    expect(await mailer.send(mail)).toMatchObject({ kind: 'retry', cause: 'unreachable' })
  })
})
