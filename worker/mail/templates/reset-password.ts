import type { ResetPasswordMail } from '../../domain/mail.ts'
import { markOf, type MailContent } from './content.ts'
import { utcInstant } from './instant.ts'
import { plainName } from './name.ts'
import { words } from './words/index.ts'

/** The mail that lets its reader set a new password (R41). */
export function resetPasswordContent(mail: ResetPasswordMail): MailContent {
  const { copyLink, resetPassword } = words[mail.locale]
  return {
    locale: mail.locale,
    subject: resetPassword.subject,
    mark: markOf('Usher'),
    title: resetPassword.title,
    lead: resetPassword.lead(plainName(mail.name)),
    facts: [],
    button: resetPassword.button,
    validity: resetPassword.validity(utcInstant(mail.locale, mail.expiresAt)),
    copyLink,
    unexpected: resetPassword.unexpected,
  }
}
