import type { Env } from '../env.ts'
import { refuse } from '../domain/refusal.ts'
import { logFailure } from '../log/failure.ts'
import { operation } from '../log/operation.ts'
import type { Answer, Actor, Command, Commands, Verb } from './commands.ts'
import { upgradeRequest, type Identity } from './live/listener.ts'

export type Sending<V extends Verb> = {
  organizationId: string
  actor: Actor
  /** A client's own, so that its retry is the same deed; made here otherwise. */
  operationId?: string | undefined
  input: Commands[V]['input']
}

/**
 * Sends one command to its organization's object and answers what that decided. A failure on the way is tried
 * once more where the platform says it may be, which is safe because an operation takes effect once.
 */
export async function sendCommand<V extends Verb>(
  env: Pick<Env, 'ORGANIZATION'>,
  verb: V,
  { organizationId, actor, operationId = crypto.randomUUID(), input }: Sending<V>,
): Promise<Answer<V>> {
  const requestId = operation()?.requestId
  const command: Command<V> = { verb, organizationId, operationId, actor, input, requestId }
  for (let attempt = 1; ; attempt += 1) {
    // A stub that has failed stays broken, so each attempt takes a new one.
    const object = objectOf(env, organizationId)
    try {
      return (await object.execute(command)) as Answer<V>
    } catch (error) {
      if (attempt < 2 && isWorthAnotherTry(error)) continue
      logFailure('object_unreachable', error, { verb, organizationId, operationId })
      return refuse('unavailable', 5)
    }
  }
}

/** Connects the open page of a member to its organization. Who it is has been checked before (worker/live). */
export function connectListener(
  env: Pick<Env, 'ORGANIZATION'>,
  organizationId: string,
  identity: Identity,
): Promise<Response> {
  return objectOf(env, organizationId).fetch(upgradeRequest(identity))
}

/** Has open pages told what became of mails. Best effort: what is recorded stands, heard of or not. */
export async function tellOfMails(
  env: Pick<Env, 'ORGANIZATION'>,
  organizationId: string,
  invitationIds: string[],
): Promise<void> {
  try {
    await objectOf(env, organizationId).mailsSettled(organizationId, invitationIds)
  } catch (error) {
    logFailure('mails_not_told', error, { organizationId })
  }
}

function objectOf(env: Pick<Env, 'ORGANIZATION'>, organizationId: string) {
  return env.ORGANIZATION.get(env.ORGANIZATION.idFromName(organizationId))
}

// developers.cloudflare.com/durable-objects/best-practices/error-handling
function isWorthAnotherTry(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { retryable, overloaded } = error as { retryable?: boolean; overloaded?: boolean }
  return retryable === true && overloaded !== true
}
