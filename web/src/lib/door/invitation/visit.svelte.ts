import { api } from '#lib/api/client.ts'
import { failureOf, isPassing, type Failure } from '#lib/api/failure.ts'
import { intents } from '#lib/api/intents.ts'
import { signOut } from '#lib/session/sign-out.ts'
import type { OpenedInvitation, PersonView } from '../../../../../worker/domain/views.ts'
import { isPasswordProblem, type AuthFailure } from '../auth-answer.ts'
import { signIn } from '../auth.ts'
import { currentViewer } from '../viewer.ts'
import { changedParts, type Part } from './changed-parts.ts'
import { keptToken } from './kept-token.ts'

type Trouble = Failure | AuthFailure

/** What the next step begins with, when there is something to say. */
export type Notice = 'account_ready' | 'account_exists' | 'signed_out'

/**
 * A link in the hands of whoever opened it: where it leads, who is signed in, and what can be done. Nothing but reading
 * is ever done without a click (R21). What goes wrong is returned to the form that asked, so that it stays as typed.
 */
export class Visit {
  opened = $state.raw<OpenedInvitation>()
  viewer = $state.raw<PersonView | null>(null)
  /** Why nothing can be shown. */
  failure = $state.raw<Failure>()
  notice = $state.raw<Notice>()
  /** What says something else than before (R27). */
  changed = $state.raw<Part[]>()
  /** The invitation is accepted, just now. */
  joined = $state.raw<{ organizationId: string; name: string }>()

  readonly #token: string
  readonly #intents = intents()

  constructor(token: string) {
    this.#token = token
  }

  async load(): Promise<void> {
    this.failure = undefined
    this.failure = await this.refresh()
  }

  /** Reads again what is shown; what is shown stays where that fails. */
  async refresh(): Promise<Failure | undefined> {
    try {
      const opening = this.#open()
      const [opened, viewer] = await Promise.all([opening, currentViewer(opening)])
      this.#show(opened, viewer)
      return undefined
    } catch (error) {
      return failureOf(error)
    }
  }

  /** R22. Ends with the invitation to be accepted, by a click of its own. */
  async createAccount(name: string, password: string): Promise<Trouble | undefined> {
    const input = { token: this.#token, name, password }
    try {
      const operationId = this.#intents.idOf(input)
      await api.invitation.createAccount.mutate({ ...input, operationId })
    } catch (error) {
      const failure = failureOf(error)
      if (!isPassing(failure)) this.#intents.settle(input)
      const issue = failure.issues?.find(({ path }) => path === 'password')
      if (isPasswordProblem(issue?.problem)) {
        return { reason: 'password_refused', problem: issue.problem }
      }
      return this.#afterRefusal(failure, 'account_exists')
    }
    this.notice = 'account_ready'
    return this.refresh()
  }

  /** R23. */
  async signIn(email: string, password: string): Promise<Trouble | undefined> {
    this.notice = undefined
    return (await signIn(email, password)) ?? (await this.refresh())
  }

  /** R24: signs out; the invitation waits. */
  async switchAccount(): Promise<Trouble | undefined> {
    this.notice = undefined
    try {
      await signOut()
    } catch {
      return { reason: 'unreachable' }
    }
    this.viewer = null
    return this.refresh()
  }

  /** R25, R27: what is accepted is what was shown. */
  async accept(): Promise<Trouble | undefined> {
    if (this.opened?.state !== 'pending') return undefined
    const { contentVersion, organization } = this.opened
    const input = { token: this.#token, contentVersion }
    try {
      const operationId = this.#intents.idOf(input)
      const { organizationId } = await api.invitation.accept.mutate({ ...input, operationId })
      this.joined = { organizationId, name: organization.name }
      return undefined
    } catch (error) {
      const failure = failureOf(error)
      if (!isPassing(failure)) this.#intents.settle(input)
      return this.#afterRefusal(failure, 'signed_out')
    }
  }

  /** R28. */
  async decline(): Promise<Trouble | undefined> {
    const input = { token: this.#token }
    try {
      await api.invitation.decline.mutate({ ...input, operationId: this.#intents.idOf(input) })
    } catch (error) {
      return this.#afterRefusal(failureOf(error))
    }
    return this.refresh()
  }

  /** Keeps the link for the way to Google and back. */
  keep(): void {
    keptToken.write(this.#token)
  }

  async #open(): Promise<OpenedInvitation> {
    if (this.#token === '') return { state: 'unknown' }
    return api.invitation.open.mutate({ token: this.#token })
  }

  #show(opened: OpenedInvitation, viewer: PersonView | null): void {
    const before = this.opened
    if (before?.state === 'pending' && opened.state === 'pending') {
      const changed = changedParts(before, opened)
      if (changed.length > 0) this.changed = changed
    }
    this.opened = opened
    this.viewer = viewer
  }

  /**
   * A refusal means that what was shown is out of date: it is read again, and speaks for itself where it says something
   * else now. Otherwise the refusal is what there is to tell.
   */
  async #afterRefusal(failure: Failure, notice?: Notice): Promise<Failure | undefined> {
    if (isPassing(failure) || failure.reason === 'rate_limited') return failure
    const before = this.#standing()
    const unread = await this.refresh()
    if (unread) return failure
    if (this.#standing() === before) return failure
    if (this.opened?.state === 'pending' && failure.reason !== 'content_changed') {
      this.notice = notice
    }
    return undefined
  }

  #standing(): string {
    const { opened, viewer } = this
    if (opened?.state !== 'pending') return opened?.state ?? ''
    return JSON.stringify([opened.contentVersion, opened.hasAccount, viewer?.id])
  }
}
