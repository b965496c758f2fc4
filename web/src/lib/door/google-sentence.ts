import { m } from '#lib/paraglide/messages.js'

/** Why coming back from Google signed nobody in, by the `error` in the address; nothing without one. */
export function googleSentence(error: string | null): string | undefined {
  if (error === null) return undefined
  return error === 'access_denied' ? m.sign_in_google_left() : m.sign_in_google_failed()
}
