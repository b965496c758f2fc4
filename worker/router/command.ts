import type { SessionUser } from '../auth/session.ts'
import { logFailure } from '../log/failure.ts'
import { deliverAtOnce } from '../mail/deliver.ts'
import { sendCommand } from '../organization/client.ts'
import type { Commands, Verb } from '../organization/commands.ts'
import type { Context } from './context.ts'
import { unwrap } from './refused.ts'

type To = { organizationId: string; operationId?: string | undefined }

const verbsThatMail: readonly Verb[] = [
  'invitation.create',
  'invitation.createMany',
  'invitation.resend',
]

/** Has the organization's object carry out a command of the viewer's, and sends at once the mail that it may owe. */
export async function command<V extends Verb>(
  ctx: Context & { viewer: SessionUser },
  verb: V,
  { organizationId, operationId }: To,
  input: Commands[V]['input'],
): Promise<Commands[V]['answer']> {
  const actor = { kind: 'user', userId: ctx.viewer.id } as const
  const answer = unwrap(
    await sendCommand(ctx.env, verb, { organizationId, operationId, actor, input }),
  )
  const isDryRun = 'dryRun' in input && input.dryRun
  if (verbsThatMail.includes(verb) && !isDryRun) {
    const sending = deliverAtOnce(ctx.env)
    ctx.waitUntil(sending.catch((error: unknown) => logFailure('delivery_failed', error)))
  }
  return answer
}
