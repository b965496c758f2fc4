/** Calls procedures over HTTP, as a person's browser does, against the whole app and the real D1. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import type * as z from 'zod'
import { database } from '../../db/database.ts'
import { user } from '../../db/schema/index.ts'
import { app } from '../app.ts'
import { authFor } from '../auth/auth.ts'
import type { Env } from '../env.ts'
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
  { _def: { type: string; inputs: z.ZodType[] } }
>

export const isQuery = (procedure: string) => procedures[procedure]?._def.type === 'query'

/** Mails go out without a pause, which no test of an answer waits for. */
const deployment: Env = { ...outside, MAILS_PER_SECOND: '1000' }

/**
 * A client with the cookies of a session, or with none; of a deployment with other settings, where there are any.
 * Without a claim among the cookies, each request reads the session first.
 */
export async function apiOf(
  person: { id: string } | null,
  settings?: Partial<Env>,
  { hasClaim = true } = {},
) {
  const cookies = person ? await cookiesOf(person.id) : []
  const cookie = cookies.filter((one) => hasClaim || !one.includes('session_data=')).join('; ')
  const asked = settings ? { ...deployment, ...settings } : deployment

  function call(
    procedure: string,
    input?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    return callWith(procedure, input === undefined ? undefined : JSON.stringify(input), headers)
  }

  /** With an input as text, which need not be JSON. */
  async function callWith(
    procedure: string,
    input?: string,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const query =
      isQuery(procedure) && input !== undefined ? `?input=${encodeURIComponent(input)}` : ''
    const response = await ask(
      `/api/trpc/${procedure}${query}`,
      isQuery(procedure)
        ? { headers }
        : {
            method: 'POST',
            body: input ?? '{}',
            headers: { 'content-type': 'application/json', origin: env.APP_ORIGIN, ...headers },
          },
    )
    return answerOf(response)
  }

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (!headers.has('cf-connecting-ip')) headers.set('cf-connecting-ip', '192.0.2.250')
    const cookies = [cookie, headers.get('cookie')].filter(Boolean)
    if (cookies.length > 0) headers.set('cookie', cookies.join('; '))
    const ctx = createExecutionContext()
    const response = await app.fetch(
      new Request(new URL(path, asked.APP_ORIGIN), { redirect: 'manual', ...init, headers }),
      asked,
      ctx,
    )
    await waitOnExecutionContext(ctx)
    return response
  }

  return { call, callWith, ask, cookie }
}

async function answerOf(response: Response): Promise<ApiAnswer> {
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

async function cookiesOf(userId: string): Promise<string[]> {
  const [row] = await database(env.DB).select().from(user).where(eq(user.id, userId))
  if (!row) throw new Error('no such user')
  const { headers } = await authFor(deployment).api.startSession({
    body: { user: row },
    headers: new Headers(),
    returnHeaders: true,
  })
  return headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
}
