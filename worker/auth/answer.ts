import { noteReason } from '../log/operation.ts'

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
  return later(429, { code: 'RATE_LIMITED', message, reason: 'rate_limited', retryAfter })
}

export function unavailable(retryAfter: number): Response {
  const message = 'Usher could not finish this just now. Try again in a moment.'
  return later(503, { code: 'UNAVAILABLE', message, reason: 'unavailable', retryAfter })
}

function later(
  status: number,
  { code, message, ...more }: { code: string; message: string; reason: string; retryAfter: number },
): Response {
  const refused = refusal(status, code, message, more)
  refused.headers.set('retry-after', String(more.retryAfter))
  return refused
}
