import { noteReason } from '../operation.ts'

/** An answer of sign-in's, in better-auth's shape: what went wrong has a `code` and a `message`. */
export function answer(status: number, body: Record<string, unknown>, headers?: Headers): Response {
  const all = new Headers(headers)
  all.set('cache-control', 'no-store')
  return Response.json(body, { status, headers: all })
}

export function refusal(status: number, code: string, message: string, more?: object): Response {
  noteReason(code.toLowerCase())
  return answer(status, { code, message, ...more })
}

/** R42. */
export function rateLimited(retryAfter: number): Response {
  const message = `This was tried too often: wait ${retryAfter} seconds, then try again.`
  const refused = refusal(429, 'RATE_LIMITED', message, { reason: 'rate_limited', retryAfter })
  refused.headers.set('retry-after', String(retryAfter))
  return refused
}
