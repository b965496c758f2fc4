import type { MailPayload } from '../../domain/mail.ts'
import type { MailContent, RenderedMail } from './content.ts'
import { renderHtml } from './html.ts'
import { invitationContent } from './invitation.ts'
import { resetPasswordContent } from './reset-password.ts'
import { renderText } from './text.ts'

/**
 * What a mail looks like. The same payload and link give the same bytes: the provider takes a second try as the
 * same mail only then.
 */
export function renderMail(payload: MailPayload, link: string): RenderedMail {
  const content = contentOf(payload)
  return {
    subject: content.subject,
    html: renderHtml(content, link),
    text: renderText(content, link),
  }
}

function contentOf(payload: MailPayload): MailContent {
  switch (payload.kind) {
    case 'invitation':
      return invitationContent(payload)
    case 'reset_password':
      return resetPasswordContent(payload)
  }
}
