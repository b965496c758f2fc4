import { m } from '#lib/paraglide/messages.js'
import {
  longestPassword,
  shortestPassword,
  type PasswordProblem,
} from '../../../../worker/domain/password.ts'

const sentences: Record<PasswordProblem, () => string> = {
  too_short: () => m.door_password_too_short({ count: shortestPassword }),
  too_long: () => m.door_password_too_long({ count: longestPassword }),
  is_address: () => m.door_password_is_address(),
  common: () => m.door_password_common(),
}

/** What is wrong with a password, and what to do about it (R22). */
export function passwordSentence(problem: PasswordProblem): string {
  return sentences[problem]()
}
