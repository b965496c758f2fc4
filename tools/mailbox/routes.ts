import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from './body.ts'
import { parseFaults } from './faults.ts'
import { parseJson } from './json.ts'
import { pageFile } from './page.ts'
import { receive, type Desk } from './receive.ts'
import { ApiRefusal } from './refusal.ts'
import { send } from './send.ts'
import type { Message, Store } from './store.ts'

/** Answers one request. */
export async function handle(
  desk: Desk,
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
    case 'POST /emails/batch':
      return receive(desk, request, response)
    case 'GET /messages':
      return sendMessages(desk.store, request, response, searchParams)
    case 'POST /faults':
      desk.faults.add(parseFaults(parseJson(await readBody(request))))
      return send(response, 200, { items: desk.faults.list() })
    case 'GET /faults':
      return send(response, 200, { items: desk.faults.list() })
    case 'DELETE /faults':
      desk.faults.remove(searchParams.get('to') ?? undefined)
      return send(response, 200, { items: desk.faults.list() })
    default:
      throw new ApiRefusal(404, 'not_found', 'There is nothing here.')
  }
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
