import type { Failure } from '#lib/api/failure.ts'
import { sentence, withReference } from '#lib/errors/sentence.ts'
import { duration } from '#lib/format/duration.ts'
import { m } from '#lib/paraglide/messages.js'
import { getLocale } from '#lib/paraglide/runtime.js'
import type { AuthFailure } from './auth-answer.ts'
import { passwordSentence } from './password-sentence.ts'
import { wholeMinutes } from './whole-minutes.ts'

/** What happened and what to do next, for whoever is still at the door. */
export function doorSentence(failure: Failure | AuthFailure): string {
  switch (failure.reason) {
    case 'wrong_credentials':
      return m.sign_in_wrong()
    case 'dead_link':
      return m.reset_dead()
    case 'invalid_email':
      return m.door_email_invalid()
    case 'password_refused':
      return passwordSentence(failure.problem)
    case 'rate_limited': {
      const seconds = wholeMinutes(failure.retryAfter ?? 60)
      return m.door_rate_limited({ wait: duration(seconds, getLocale()) })
    }
    case 'unavailable':
      return m.door_unavailable()
    case 'unreachable':
      return m.door_unreachable()
    case 'unexpected':
      return withReference(m.door_unexpected(), failure.reference)
    default:
      return sentence(failure)
  }
}
