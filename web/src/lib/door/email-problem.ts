import { m } from '#lib/paraglide/messages.js'
import { addressKey } from '../../../../worker/domain/address.ts'

/** What is wrong with a typed address, before it is sent anywhere (R6). */
export function emailProblem(email: string): string | undefined {
  if (email.trim() === '') return m.door_email_missing()
  return addressKey(email) === null ? m.door_email_invalid() : undefined
}
