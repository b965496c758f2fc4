import type { MailFailure } from '#lib/domain.ts'
import { m } from '#lib/paraglide/messages.js'

const failures: Record<MailFailure, () => string> = {
  address_refused: m.mail_address_refused,
  message_refused: m.mail_message_refused,
  gave_up: m.mail_gave_up,
}

/** Why a mail did not arrive. Without a reason there was none to arrive. */
export function mailFailure(reason: MailFailure | null): string {
  return reason ? failures[reason]() : m.mail_none()
}
