/** The mail provider's API within the isolate: it honours idempotency keys, and fails as it is told to. */
export const mailAnswers = [
  'takes',
  'takes',
  'fails',
  'resetsAfterTaking',
  'failsAfterTaking',
  'timesOutAfterTaking',
  'isBusy',
  'isBusyFor90s',
  'refusesAddress',
  'refusesMessage',
  'refusesKey',
  'isStillAtIt',
] as const
export type MailAnswer = (typeof mailAnswers)[number]

type Taken = { body: string; to: string; at: number }

const keyLifetimeMs = 24 * 60 * 60 * 1000

/** Who tries a mail holds it for longer than that, and then lets it wait: the same comes again no sooner, whatever was said. */
const shortestWaitMs = 60_000
const saidToWaitMs = 90_000

export class MailSink {
  /** What was taken, by its idempotency key. */
  readonly taken = new Map<string, Taken>()
  /** Why it was refused for good, by the key: by the names that failures have. */
  readonly refused = new Map<string, Set<string>>()
  readonly problems: string[] = []
  readonly drawn = new Map<MailAnswer, number>()
  answers: MailAnswer[] = []
  /** When the mail of a key may come again. */
  readonly #notBefore = new Map<string, number>()

  /**
   * Stands for `fetch` where the mail API is asked. `isLate`: by a run that was held up for so long that the mail may be
   * another one's by now; what it asks says nothing of that one.
   */
  async ask(
    init: RequestInit | undefined,
    now: number,
    { isLate = false } = {},
  ): Promise<Response> {
    const key = new Headers(init?.headers).get('Idempotency-Key') ?? ''
    if (!isLate) this.#expectInTurn(key, now)
    const body = typeof init?.body === 'string' ? init.body : ''
    const before = this.taken.get(key)
    if (before && before.body !== body) this.problems.push(`another body for the mail ${key}`)
    const answer = this.answers.shift() ?? 'takes'
    this.drawn.set(answer, (this.drawn.get(answer) ?? 0) + 1)
    const wait = answer === 'isBusyFor90s' ? saidToWaitMs : shortestWaitMs
    if (!isLate) this.#notBefore.set(key, now + wait)
    switch (answer) {
      case 'fails':
        return said(500, 'internal_server_error', 'broken')
      case 'isBusy':
        return said(429, 'rate_limit_exceeded', 'too many')
      case 'isBusyFor90s':
        return said(429, 'rate_limit_exceeded', 'too many', {
          'Retry-After': String(saidToWaitMs / 1000),
        })
      case 'refusesAddress':
        this.#refuse(key, 'address_refused')
        return said(422, 'validation_error', 'Invalid `to` field.')
      case 'refusesMessage':
        this.#refuse(key, 'message_refused')
        return said(422, 'validation_error', 'Invalid `html` field.')
      case 'refusesKey':
        return said(401, 'restricted_api_key', 'no')
      case 'isStillAtIt':
        return said(409, 'concurrent_idempotent_requests', 'wait')
      default:
        this.#take(key, body, now)
    }
    switch (answer) {
      case 'resetsAfterTaking':
        throw new TypeError('Network connection lost.')
      case 'timesOutAfterTaking':
        throw new DOMException('The operation timed out.', 'TimeoutError')
      case 'failsAfterTaking':
        return said(500, 'internal_server_error', 'broken')
      default:
        return Response.json({ id: key })
    }
  }

  /** By one at a time, and no sooner than it was told. */
  #expectInTurn(key: string, now: number): void {
    const early = (this.#notBefore.get(key) ?? now) - now
    if (early > 0) this.problems.push(`the mail ${key} was tried ${early} ms too early`)
  }

  #refuse(key: string, failure: string): void {
    this.refused.set(key, (this.refused.get(key) ?? new Set()).add(failure))
  }

  #take(key: string, body: string, now: number): void {
    const before = this.taken.get(key)
    if (before && now - before.at < keyLifetimeMs) return
    if (before) this.problems.push(`the mail ${key} went out a second time`)
    const { to } = JSON.parse(body) as { to: string[] }
    this.taken.set(key, { body, to: to[0] ?? '', at: now })
  }
}

function said(status: number, name: string, message: string, headers: Record<string, string> = {}) {
  return Response.json({ statusCode: status, name, message }, { status, headers })
}
