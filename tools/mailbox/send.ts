import type { ServerResponse } from 'node:http'

export function send(response: ServerResponse, status: number, answer: unknown): void {
  const body = JSON.stringify(answer)
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-cache' })
    .end(body)
}
