/** Calls procedures over HTTP, as a person's browser does, against the whole app and the real D1. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { database } from '../../db/database.ts'
import { user } from '../../db/schema/index.ts'
import { app } from '../app.ts'
import { authFor } from '../auth/auth.ts'
import { appRouter } from '../router/index.ts'
import { outside } from './faulty/seams.ts'

export type ApiAnswer = {
  status: number
  /** The answer as text, to look for what must not be in it. */
  text: string
  headers: Headers
  data: unknown
  reason: string | undefined
  error: { message: string; data: Record<string, unknown> } | undefined
}

/** Every procedure by its path. tRPC keeps them flat, and types them as they are nested. */
export const procedures = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { type: string } }
>

/** A client with the cookies of a session, or with none. */
export async function apiOf(person: { id: string } | null) {
  const cookie = person ? await cookieOf(person.id) : null

  async function call(procedure: string, input?: unknown): Promise<ApiAnswer> {
    const isQuery = procedures[procedure]?._def.type === 'query'
    const json = JSON.stringify(input ?? {})
    const query = isQuery && input !== undefined ? `?input=${encodeURIComponent(json)}` : ''
    const response = await ask(
      `/api/trpc/${procedure}${query}`,
      isQuery
        ? {}
        : {
            method: 'POST',
            body: json,
            headers: { 'content-type': 'application/json', origin: env.APP_ORIGIN },
          },
    )
    const text = await response.text()
    const body = parse(text)
    return {
      status: response.status,
      text,
      headers: response.headers,
      data: body.result?.data,
      reason: body.error?.data.reason as string | undefined,
      error: body.error,
    }
  }

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (!headers.has('cf-connecting-ip')) headers.set('cf-connecting-ip', '192.0.2.250')
    if (cookie) headers.set('cookie', cookie)
    const ctx = createExecutionContext()
    const response = await app.fetch(
      new Request(`${env.APP_ORIGIN}${path}`, { ...init, headers }),
      outside,
      ctx,
    )
    await waitOnExecutionContext(ctx)
    return response
  }

  return { call, ask }
}

type Body = {
  result?: { data: unknown }
  error?: { message: string; data: Record<string, unknown> }
}

function parse(text: string): Body {
  try {
    return JSON.parse(text) as Body
  } catch {
    return {}
  }
}

async function cookieOf(userId: string): Promise<string> {
  const [row] = await database(env.DB).select().from(user).where(eq(user.id, userId))
  if (!row) throw new Error('no such user')
  const { headers } = await authFor(env).api.startSession({
    body: { user: row },
    headers: new Headers(),
    returnHeaders: true,
  })
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
