import { DurableObject } from 'cloudflare:workers'
import { configuration } from '../configuration.ts'
import { databaseFor, placeFor } from '../database-for.ts'
import { countingTrips } from '../log/counted-d1.ts'
import type { Concern } from '../domain/concern.ts'
import { closings, ping, pong } from '../domain/live.ts'
import { refuse } from '../domain/refusal.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../log/failure.ts'
import { timeOrderedUuid } from '../uuid.ts'
import { carryOut, namesOf } from './carry-out.ts'
import { actorKinds, type Answer, type Command, type Verb } from './commands.ts'
import { Announcements } from './live/announcements.ts'
import { acceptListener } from './live/listener.ts'
import { CommandQueue, late, type Waiting } from './queue.ts'
import { sizeOf } from './size-of.ts'
import { toldOf } from './told-of.ts'
import { verbs } from './verbs/index.ts'

/** One organization: everything that changes its rows passes through here, one group of commands at a time. */
export class OrganizationObject extends DurableObject<Env> {
  readonly #queue = new CommandQueue<Command, Answer<Verb>>((group) => this.#carryOut(group))
  readonly #announcements = new Announcements(this.ctx, (id) => placeFor(this.env, id))
  // Fields, not methods: those of an object can be called from outside.
  protected readonly now = (): number => Date.now()
  protected readonly newId = (): string => timeOrderedUuid(this.now())

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, countingTrips(env))
    // Answered by the platform: a page that asks whether it is still connected does not wake the object.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(ping, pong))
  }

  execute(command: Command): Promise<Answer<Verb>> {
    return toldOf(command, () => this.#execute(command))
  }

  async #execute(command: Command): Promise<Answer<Verb>> {
    if (!isKnown(command)) return refuse('unavailable', 5)
    try {
      const answer = await this.#queue.add(command, sizeOf(command))
      if (answer !== late) return answer
      logFailure('command_late', 'past its deadline', namesOf(command))
      return refuse('unavailable', 5)
    } catch (error) {
      logFailure('command_failed', error, namesOf(command))
      return refuse('unavailable', 5)
    }
  }

  #carryOut(group: readonly Waiting<Command, Answer<Verb>>[]): Promise<void> {
    const means = {
      d1: databaseFor(this.env, group[0]?.command.organizationId ?? ''),
      configuration: configuration(this.env),
      now: this.now,
      newId: this.newId,
      announce: (organizationId: string, concerns: Concern[]) =>
        this.#announcements.announce(organizationId, concerns),
    }
    return carryOut(means, group)
  }

  /** Takes a connection of a member's open page on, from the worker alone (client.ts). */
  override fetch(request: Request): Response {
    return acceptListener(this.ctx, request, Date.now())
  }

  /** Tells open pages what became of the mails of these invitations. */
  mailsSettled(organizationId: string, invitationIds: string[]): void {
    this.#announcements.announce(organizationId, [{ topic: 'invitations', invitationIds }])
  }

  override webSocketMessage(socket: WebSocket): void {
    socket.close(closings.onlyListens)
  }

  // The platform leaves the answer to a close to the object, and the other end waiting for it.
  override webSocketClose(socket: WebSocket): void {
    socket.close(1000)
  }
}

/** A newer worker may know verbs and actors that this object, not yet restarted, does not. */
function isKnown({ verb, actor }: Command): boolean {
  return Object.hasOwn(verbs, verb) && Object.hasOwn(actorKinds, actor.kind)
}
