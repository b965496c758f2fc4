import { password, type Person } from './people.ts'

/** What a client hears of an operation; `unknown`: nothing, or that it may be sent again. */
export type Heard =
  | { kind: 'acknowledged'; answer: unknown }
  | { kind: 'refused'; reason: string }
  | { kind: 'unknown' }
  /** No answer of the product's: it has failed. */
  | { kind: 'failed'; how: string }

type Body = { result?: { data: unknown }; error?: { data: { reason?: string } } }

const patienceMs = 30_000

/** Sends a procedure's input, as whoever the cookie belongs to. */
export async function call(
  origin: string,
  procedure: string,
  input: object,
  cookie: string | null,
): Promise<Heard> {
  const answer = await post(`${origin}/api/trpc/${procedure}`, input, cookie)
  if (answer === null) return { kind: 'unknown' }
  const { status, text } = answer
  const body = parse(text)
  const reason = body.error?.data.reason
  if (status === 200 && body.result) return { kind: 'acknowledged', answer: body.result.data }
  if (reason === 'unavailable') return { kind: 'unknown' }
  if (status < 500 && reason !== undefined) return { kind: 'refused', reason }
  return { kind: 'failed', how: `${procedure} was answered ${status} ${text}` }
}

async function post(url: string, input: object, cookie: string | null) {
  const headers = { 'content-type': 'application/json', ...(cookie !== null && { cookie }) }
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(input),
      signal,
    })
    return { status: response.status, text: await response.text() }
  } catch {
    return null
  }
}

function parse(text: string): Body {
  try {
    return JSON.parse(text) as Body
  } catch {
    return {}
  }
}

/** The cookies of people, by their ids; few at a time, since a password takes its while. */
export async function signIn(
  origin: string,
  people: readonly Person[],
): Promise<Map<string, string>> {
  const cookies = new Map<string, string>()
  const waiting = [...people]
  const work = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const response = await fetch(`${origin}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: one.email, password }),
      })
      if (!response.ok) throw new Error(`Signing in: ${response.status} ${await response.text()}`)
      const set = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
      cookies.set(one.id, set.join('; '))
    }
  }
  await Promise.all(Array.from({ length: 4 }, work))
  return cookies
}
