import type { Locale } from '../../domain/mail.ts'

/**
 * What a mail says, before it is HTML or plain text. Names in it went through `plainName`; nothing in it is
 * escaped yet. Its link comes apart, so that no part of a text can stand in for it.
 */
export type MailContent = {
  locale: Locale
  subject: string
  /** The letter in the square on top. */
  mark: string
  title: string
  lead: string
  facts: { label: string; value: string }[]
  button: string
  /** For whom the link is, and until when. */
  validity: string
  copyLink: string
  unexpected: string
}

export type RenderedMail = { subject: string; html: string; text: string }

/** The first letter or digit of a name. */
export function markOf(name: string): string {
  return /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '•'
}
