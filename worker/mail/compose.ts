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

/** A claimed mail as it goes out, its link made anew (R40). Throws when its sealed token can't be opened. */
export async function compose(mail: ClaimedMail, composing: Composing): Promise<OutgoingMail> {
  const rendered = renderMail(mail.payload, await linkOf(mail, composing))
  return {
    idempotencyKey: mail.id,
    from: composing.configuration.mail.from,
    to: mail.recipient,
    ...rendered,
  }
}

async function linkOf(mail: ClaimedMail, { configuration, sealingSecret }: Composing) {
  const { appOrigin, invitationSecrets } = configuration
  if (mail.payload.kind === 'reset_password') {
    const token = await unsealToken(sealingSecret, mail.payload.sealedToken)
    return `${appOrigin}/reset-password#${token}`
  }
  const { organizationId, invitationId, generation } = mail
  if (organizationId === null || invitationId === null || generation === null) {
    throw new Error('an invitation mail without its invitation')
  }
  const link = { organizationId, invitationId, generation }
  return `${appOrigin}/invite#${await invitationToken(invitationSecrets[0], link)}`
}
