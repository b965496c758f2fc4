/** A browser in front of the whole app, in the real D1, for tests of sign-in. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { database } from '../../db/database.ts'
import { account, user } from '../../db/schema/index.ts'
import { app } from '../app.ts'
import type { Env } from '../env.ts'
import { hashPassword } from '../auth/password-hash.ts'

export const password = 'correct horse 7'

let people = 0
let clients = 0

/** Somebody with a password and a verified address of their own. */
export async function newAccount(
  email = `person-${crypto.randomUUID()}@acme.test`,
): Promise<{ id: string; email: string; name: string }> {
  const person = { id: crypto.randomUUID(), email, name: `Person ${(people += 1)}` }
  const at = new Date()
  const times = { createdAt: at, updatedAt: at }
  const db = database(env.DB)
  await db.batch([
    db.insert(user).values({ ...person, emailVerified: true, ...times }),
    db.insert(account).values({
      id: crypto.randomUUID(),
      userId: person.id,
      providerId: 'credential',
      accountId: person.id,
      password: await hashPassword(password),
      ...times,
    }),
  ])
  return person
}

/** A client with an address and a cookie jar of its own. */
export function newBrowser(settings: Partial<Env> = {}) {
  const deployment: Env = { ...env, ...settings }
  const ip = `192.0.2.${(clients += 1)}`
  const jar = new Map<string, string>()

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('cf-connecting-ip', ip)
    if (jar.size > 0) headers.set('cookie', cookieHeader())
    const ctx = createExecutionContext()
    const request = new Request(`${deployment.APP_ORIGIN}${path}`, {
      ...init,
      headers,
      redirect: 'manual',
    })
    const response = await app.fetch(request, deployment, ctx)
    await waitOnExecutionContext(ctx)
    for (const cookie of response.headers.getSetCookie()) keep(cookie)
    return response
  }

  function keep(cookie: string) {
    const [pair = ''] = cookie.split(';')
    const name = pair.slice(0, pair.indexOf('='))
    if (/max-age=0/i.test(cookie)) jar.delete(name)
    else jar.set(name, pair)
  }

  function cookieHeader() {
    return [...jar.values()].join('; ')
  }

  /** A POST as the app sends it. */
  function post(path: string, body?: object, headers: Record<string, string> = {}) {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    return ask(path, {
      method: 'POST',
      headers: { origin: deployment.APP_ORIGIN, ...json, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }

  return {
    ask,
    post,
    cookieHeader,
    signIn: (email: string, secret = password) =>
      post('/api/auth/sign-in/email', { email, password: secret }),
    signOut: () => post('/api/auth/sign-out'),
    /** Who is signed in, by `GET /api/auth/get-session`. */
    whoAmI: async (): Promise<string | null> => {
      const response = await ask('/api/auth/get-session')
      const session: { user: { email: string } } | null = await response.json()
      return session?.user.email ?? null
    },
  }
}

/** What a refusal of sign-in's says. */
export async function codeOf(response: Response): Promise<string> {
  const body: { code: string } = await response.json()
  return body.code
}
