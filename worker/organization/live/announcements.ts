import { sessionOf } from '../../../db/database.ts'
import { readListeners } from '../../../db/queries/listeners.ts'
import type { Place } from '../../database-for.ts'
import { markOf } from '../../domain/bookmark.ts'
import { topicsFor, type Concern, type KnownConcern } from '../../domain/concern.ts'
import { closings, comeAgain, type LiveMessage } from '../../domain/live.ts'
import { logFailure } from '../../log/failure.ts'
import { identityOf, openSockets } from './listener.ts'

/** Speaking to one that the platform has put to sleep takes a while: a command must not wait for ten thousand of them. */
const spokenToAtOnce = 100
/** What D1 could not do may be over by then. */
const againAfterMs = 1_000

/**
 * Tells open pages that something of theirs has changed, and never what. It takes place beside the commands: they
 * don't wait for it and don't fail with it. While it reads who may hear, what else happens is gathered and told
 * in one go.
 */
export class Announcements {
  readonly #ctx: DurableObjectState
  readonly #placeOf: (organizationId: string) => Place
  #owed: Concern[] = []
  #isTelling = false

  constructor(ctx: DurableObjectState, placeOf: (organizationId: string) => Place) {
    this.#ctx = ctx
    this.#placeOf = placeOf
  }

  announce(organizationId: string, concerns: readonly Concern[]): void {
    if (concerns.length === 0 || openSockets(this.#ctx).length === 0) return
    this.#owed.push(...concerns)
    if (!this.#isTelling) this.#ctx.waitUntil(this.#tellWhatIsOwed(organizationId))
  }

  async #tellWhatIsOwed(organizationId: string): Promise<void> {
    this.#isTelling = true
    try {
      while (this.#owed.length > 0) {
        const concerns = this.#owed
        this.#owed = []
        await this.#tellOrHaveComeAgain(organizationId, concerns)
      }
    } finally {
      this.#isTelling = false
    }
  }

  /** What could not be told, once more neither, is not kept: pages that come again read everything. */
  async #tellOrHaveComeAgain(organizationId: string, concerns: readonly Concern[]): Promise<void> {
    try {
      await this.#tell(organizationId, concerns)
    } catch (error) {
      logFailure('announcing_failed', error, { organizationId })
      await scheduler.wait(againAfterMs)
      await this.#tell(organizationId, concerns).catch(async (again: unknown) => {
        logFailure('announcing_failed', again, { organizationId })
        await this.#haveAllComeAgain()
      })
    }
  }

  async #haveAllComeAgain(): Promise<void> {
    for (const [at, socket] of openSockets(this.#ctx).entries()) {
      if (at % spokenToAtOnce === 0) await scheduler.wait(0)
      end(socket, comeAgain)
    }
  }

  async #tell(organizationId: string, concerns: readonly Concern[]): Promise<void> {
    const sockets = openSockets(this.#ctx).map((socket) => ({ socket, ...identityOf(socket) }))
    const invitationIds = unique(concerns.flatMap(invitationIdsOf))
    const { binding, d1 } = this.#placeOf(organizationId)
    const session = sessionOf(d1, 'first-primary')
    const { members, sessions, invitations } = await readListeners(session, organizationId, {
      userIds: unique(sockets.map(({ userId }) => userId)),
      sessionIds: unique(sockets.map(({ sessionId }) => sessionId)),
      invitationIds,
      now: Date.now(),
    })
    const known: KnownConcern[] = [
      ...concerns.filter(isKnown),
      ...(invitationIds.length > 0 ? [invitations] : []),
    ]
    // Of what was read after the deeds: so whoever reads with it finds them done.
    const bookmark = markOf(binding, session.getBookmark())
    for (const [at, { socket, userId, sessionId }] of sockets.entries()) {
      if (at % spokenToAtOnce === 0) await scheduler.wait(0)
      const member = members.get(userId)
      if (!sessions.has(sessionId)) {
        end(socket, closings.sessionEnded)
      } else if (member) {
        tell(socket, { changed: topicsFor(member, known), bookmark })
      } else {
        tell(socket, { changed: ['viewer'], bookmark })
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

function tell(socket: WebSocket, message: LiveMessage): void {
  if (message.changed.length > 0 && socket.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify(message))
  }
}

function end(socket: WebSocket, code: number): void {
  if (socket.readyState === WebSocket.OPEN) socket.close(code)
}
