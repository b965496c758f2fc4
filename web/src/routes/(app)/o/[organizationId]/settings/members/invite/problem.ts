import type { Seen } from '#lib/addresses/recipients.ts'
import type { Failure, FailureReason } from '#lib/api/failure.ts'
import { sentence } from '#lib/errors/sentence.ts'
import { duration } from '#lib/format/duration.ts'
import { m } from '#lib/paraglide/messages.js'
import { getLocale } from '#lib/paraglide/runtime.js'

const words: Partial<Record<FailureReason, () => string>> = {
  already_member: m.standing_member,
  already_invited: m.standing_invited,
  invalid_email: m.standing_no_address,
}

/** What is wrong with a recipient, in a word or two beside the address. */
export function standingWord({ standing }: Seen): string {
  if (standing.kind === 'no_address') return m.standing_no_address()
  if (standing.kind === 'twice') return m.standing_twice()
  if (standing.kind !== 'refused') return ''
  return (words[standing.failure.reason] ?? m.standing_refused)()
}

/** What went wrong with a list as a whole; a limit is said better, because it is known what it is of. */
export function failureSentence(failure: Failure): string {
  if (failure.reason !== 'rate_limited') return sentence(failure)
  return m.limit_reached({ wait: duration(failure.retryAfter ?? 60, getLocale()) })
}

/** What is wrong with a recipient of a list, in a sentence that names them. */
export function problemSentence({ text, standing }: Seen, organization: string): string {
  if (standing.kind === 'no_address') return m.reason_no_address({ text })
  if (standing.kind === 'twice') return m.reason_twice({ address: text })
  if (standing.kind !== 'refused') return ''
  const { reason } = standing.failure
  if (reason === 'already_member') return m.reason_already_member({ address: text, organization })
  if (reason === 'already_invited') return m.reason_already_invited({ address: text })
  if (reason === 'invalid_email') return m.reason_no_address({ text })
  return m.reason_of({ address: text, reason: sentence(standing.failure) })
}
