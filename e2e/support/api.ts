import { randomUUID } from 'node:crypto'

/** What the API answered: the data of a success, or why it refused. */
export type Answer<T> =
  { ok: true; data: T } | { ok: false; status: number; reason: string | undefined }

/** The API as a client of one person uses it: signed in once, with the cookies of that. */
export class Api {
  readonly #origin: string
  #cookies = new Map<string, string>()

  constructor(origin: string) {
    this.#origin = origin
  }

  async signIn(email: string, password: string): Promise<this> {
    const response = await this.#send('/api/auth/sign-in/email', { email, password })
    if (!response.ok) throw new Error(`${email} could not sign in: ${response.status}`)
    this.#keepCookies(response)
    return this
  }

  /** The session as a browser keeps it, for who has no need to sign in once more. */
  get cookies(): { name: string; value: string; url: string }[] {
    return Array.from(this.#cookies, ([name, value]) => ({ name, value, url: this.#origin }))
  }

  /** Asks a tRPC query; what is refused is an Error, as nothing of a test's making should be. */
  async query<T>(procedure: string, input: unknown = {}): Promise<T> {
    const asked = encodeURIComponent(JSON.stringify(input))
    return must(
      procedure,
      await this.#answer<T>(await this.#send(`/api/trpc/${procedure}?input=${asked}`)),
    )
  }

  /** Calls a tRPC mutation; what is refused is an Error. */
  async mutate<T>(procedure: string, input: object): Promise<T> {
    return must(procedure, await this.try<T>(procedure, input))
  }

  /** Calls a tRPC mutation, of which a refusal is an answer as well. */
  async try<T>(procedure: string, input: object): Promise<Answer<T>> {
    const operation = { operationId: randomUUID(), ...input }
    // What could not be finished is asked for again, as the app does: it takes effect once.
    for (let left = 3; ; left -= 1) {
      const response = await this.#send(`/api/trpc/${procedure}`, operation)
      this.#keepCookies(response)
      const answer = await this.#answer<T>(response)
      if (answer.ok || answer.reason !== 'unavailable' || left === 0) return answer
    }
  }

  #send(path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.#origin}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        origin: this.#origin,
        cookie: Array.from(this.#cookies, (cookie) => cookie.join('=')).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  async #answer<T>(response: Response): Promise<Answer<T>> {
    const body = (await response.json()) as {
      result?: { data: T }
      error?: { data?: { reason?: string } }
    }
    if (body.result) return { ok: true, data: body.result.data }
    return { ok: false, status: response.status, reason: body.error?.data?.reason }
  }

  #keepCookies(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (name !== undefined && value !== undefined) this.#cookies.set(name, value)
    }
  }
}

function must<T>(procedure: string, answer: Answer<T>): T {
  if (answer.ok) return answer.data
  throw new Error(`${procedure} was refused: ${answer.status} ${answer.reason ?? ''}`)
}
