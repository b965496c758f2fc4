import type { Claim } from '../auth/session.ts'
import { passOn } from '../bookmark.ts'
import { placeFor } from '../database-for.ts'
import { logFailure } from '../log/failure.ts'
import { deliverAtOnce } from '../mail/deliver.ts'
import { sendCommand } from '../organization/client.ts'
import type { Commands, Verb } from '../organization/commands.ts'
import type { Context } from './context.ts'
import { mustBeSignedIn } from './must-be-signed-in.ts'
import { unwrap } from './refused.ts'

type To = { organizationId: string; operationId?: string | undefined }

const verbsThatMail: readonly Verb[] = [
  'invitation.create',
  'invitation.createMany',
  'invitation.resend',
]

/** Has the organization's object carry out a command of the viewer's, and sends at once the mail that it may owe. */
export async function command<V extends Verb>(
  ctx: Context & { claim: Claim },
  verb: V,
  { organizationId, operationId }: To,
  input: Commands[V]['input'],
): Promise<Commands[V]['answer']> {
  const actor = { kind: 'user', ...ctx.claim } as const
  const decided = await sendCommand(ctx.env, verb, { organizationId, operationId, actor, input })
  const place = placeFor(ctx.env, organizationId)
  passOn(ctx.env, ctx.answerHeaders, place, decided.bookmark)
  // To whom has no session any more, nothing exists either.
  if (!decided.ok && decided.refusal.reason === 'not_found') await mustBeSignedIn(ctx)
  const answer = unwrap(decided)
  const isDryRun = 'dryRun' in input && input.dryRun
  if (verbsThatMail.includes(verb) && !isDryRun) {
    const sending = deliverAtOnce(ctx.env, place.d1)
    ctx.waitUntil(sending.catch((error: unknown) => logFailure('delivery_failed', error)))
  }
  return answer
}
