import type { IncomingMessage, ServerResponse } from 'node:http'
import { accept } from './accept.ts'
import { readBody } from './body.ts'
import { pageFile } from './page.ts'
import { ApiRefusal } from './refusal.ts'
import type { Message, Store } from './store.ts'

/** Answers one request. */
export async function handle(
  store: Store,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://mailbox')
  const asked = `${request.method === 'HEAD' ? 'GET' : request.method} ${pathname}`
  const page = pageFile(asked)
  if (page) {
    response.writeHead(200, page.headers).end(page.body)
    return
  }
  switch (asked) {
    case 'POST /emails':
    case 'POST /emails/batch': {
      const { authorization } = request.headers
      const idempotencyKey = request.headers['idempotency-key']
      const answer = accept(store, {
        kind: pathname.endsWith('/batch') ? 'batch' : 'one',
        authorization,
        idempotencyKey: Array.isArray(idempotencyKey) ? idempotencyKey[0] : idempotencyKey,
        body: await readBody(request),
      })
      return send(response, 200, answer)
    }
    case 'GET /messages':
      return sendMessages(store, request, response, searchParams)
    default:
      throw new ApiRefusal(404, 'not_found', 'There is nothing here.')
  }
}

export function send(response: ServerResponse, status: number, answer: unknown): void {
  const body = JSON.stringify(answer)
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-cache' })
    .end(body)
}

function sendMessages(
  store: Store,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): void {
  const etag = `"${store.version()}"`
  response.setHeader('etag', etag)
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { 'cache-control': 'no-cache' }).end()
    return
  }
  const limit = Number(query.get('limit') ?? NaN)
  const messages = store.messages({
    to: query.get('to') ?? undefined,
    limit: Number.isInteger(limit) && limit > 0 ? limit : undefined,
  })
  send(response, 200, { items: messages.map(itemOf) })
}

function itemOf({ id, from, to, subject, html, text, createdAt }: Message) {
  return { id, from, to: to.join(', '), subject, html, text, createdAt }
}
