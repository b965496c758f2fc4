import { readListeners } from '../../../db/queries/listeners.ts'
import { topicsFor, type Concern, type KnownConcern, type Topic } from '../../domain/concern.ts'
import { closings, type LiveMessage } from '../../domain/live.ts'
import { logFailure } from '../../log/failure.ts'
import { identityOf, openSockets } from './listener.ts'

/** Speaking to one that the platform has put to sleep takes a while: a command must not wait for ten thousand of them. */
const spokenToAtOnce = 100

/**
 * Tells open pages that something of theirs has changed, and never what. It takes place beside the commands: they
 * don't wait for it and don't fail with it. While it reads who may hear, what else happens is gathered and told
 * in one go.
 */
export class Announcements {
  readonly #ctx: DurableObjectState
  readonly #d1: D1Database
  #owed: Concern[] = []
  #isTelling = false

  constructor(ctx: DurableObjectState, d1: D1Database) {
    this.#ctx = ctx
    this.#d1 = d1
  }

  announce(organizationId: string, concerns: readonly Concern[]): void {
    if (concerns.length === 0 || openSockets(this.#ctx).length === 0) return
    this.#owed.push(...concerns)
    if (!this.#isTelling) this.#ctx.waitUntil(this.#tellWhatIsOwed(organizationId))
  }

  async #tellWhatIsOwed(organizationId: string): Promise<void> {
    this.#isTelling = true
    let concerns: Concern[] = []
    try {
      while (this.#owed.length > 0) {
        concerns = this.#owed
        this.#owed = []
        await this.#tell(organizationId, concerns)
      }
    } catch (error) {
      // The next announcement tells of these as well.
      this.#owed.unshift(...concerns)
      logFailure('announcing_failed', error, { organizationId })
    } finally {
      this.#isTelling = false
    }
  }

  async #tell(organizationId: string, concerns: readonly Concern[]): Promise<void> {
    const sockets = openSockets(this.#ctx).map((socket) => ({ socket, ...identityOf(socket) }))
    const invitationIds = unique(concerns.flatMap(invitationIdsOf))
    const { members, sessions, invitations } = await readListeners(this.#d1, organizationId, {
      userIds: unique(sockets.map(({ userId }) => userId)),
      sessionIds: unique(sockets.map(({ sessionId }) => sessionId)),
      invitationIds,
      now: Date.now(),
    })
    const known: KnownConcern[] = [
      ...concerns.filter(isKnown),
      ...(invitationIds.length > 0 ? [invitations] : []),
    ]
    for (const [at, { socket, userId, sessionId }] of sockets.entries()) {
      if (at % spokenToAtOnce === 0) await scheduler.wait(0)
      const member = members.get(userId)
      if (!sessions.has(sessionId)) {
        end(socket, closings.sessionEnded)
      } else if (member) {
        tell(socket, topicsFor(member, known))
      } else {
        tell(socket, ['viewer'])
        end(socket, closings.noMember)
      }
    }
  }
}

function isKnown(concern: Concern): concern is KnownConcern {
  return !('invitationIds' in concern)
}

function invitationIdsOf(concern: Concern): string[] {
  return isKnown(concern) ? [] : concern.invitationIds
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)]
}

function tell(socket: WebSocket, changed: Topic[]): void {
  if (changed.length > 0 && socket.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify({ changed } satisfies LiveMessage))
  }
}

function end(socket: WebSocket, code: number): void {
  if (socket.readyState === WebSocket.OPEN) socket.close(code)
}
