import { unsealToken } from '../auth/sealed-token.ts'
import type { Configuration } from '../configuration.ts'
import { invitationToken } from '../links/token.ts'
import type { OutgoingMail } from './mailer.ts'
import type { ClaimedMail } from './outbox/claim.ts'
import { renderMail } from './templates/render.ts'

export type Composing = {
  configuration: Pick<Configuration, 'appOrigin' | 'invitationSecrets' | 'mail'>
  /** What reset-password tokens are sealed with. */
  sealingSecret: string
}

/**
 * A claimed mail as it goes out, its link made anew (R40); `null` when its token was sealed with a secret that is gone:
 * no later try can make its link. Throws where a later one may.
 */
export async function compose(
  mail: ClaimedMail,
  composing: Composing,
): Promise<OutgoingMail | null> {
  const link = await linkOf(mail, composing)
  if (link === null) return null
  const rendered = renderMail(mail.payload, link)
  return {
    idempotencyKey: mail.id,
    from: composing.configuration.mail.from,
    to: mail.recipient,
    ...rendered,
  }
}

async function linkOf(mail: ClaimedMail, { configuration, sealingSecret }: Composing) {
  const { appOrigin, invitationSecrets } = configuration
  switch (mail.payload.kind) {
    case 'reset_password': {
      const token = await unsealToken(sealingSecret, mail.payload.sealedToken)
      return token === null ? null : `${appOrigin}/reset-password#${token}`
    }
    case 'invitation': {
      const { organizationId, invitationId, generation } = mail
      if (organizationId === null || invitationId === null || generation === null) {
        throw new Error('an invitation mail without its invitation')
      }
      const link = { organizationId, invitationId, generation }
      return `${appOrigin}/invite#${await invitationToken(invitationSecrets[0], link)}`
    }
    default:
      throw new UnknownMail('a mail that a newer Worker owes')
  }
}

class UnknownMail extends Error {
  override readonly name = 'UnknownMail'
}
