import type { Failure, FailureReason } from '#lib/api/failure.ts'
import { duration } from '#lib/format/duration.ts'
import { m } from '#lib/paraglide/messages.js'
import { getLocale } from '#lib/paraglide/runtime.js'

/** What happened and what to do next, for every reason there is: a reason without a sentence does not compile. */
const sentences: Record<FailureReason, (wait: string) => string> = {
  not_permitted: () => m.error_not_permitted(),
  role_above_ceiling: () => m.error_role_above_ceiling(),
  already_member: () => m.error_already_member(),
  already_invited: () => m.error_already_invited(),
  grants_need_member_role: () => m.error_grants_need_member_role(),
  workspace_unavailable: () => m.error_workspace_unavailable(),
  invalid_email: () => m.error_invalid_email(),
  invitation_not_pending: () => m.error_invitation_not_pending(),
  invitation_expired: () => m.error_invitation_expired(),
  invitation_on_hold: () => m.error_invitation_on_hold(),
  resend_too_soon: (wait) => m.error_resend_too_soon({ wait }),
  content_changed: () => m.error_content_changed(),
  wrong_account: () => m.error_wrong_account(),
  last_owner: () => m.error_last_owner(),
  own_role: () => m.error_own_role(),
  not_found: () => m.error_not_found(),
  rate_limited: (wait) => m.error_rate_limited({ wait }),
  unavailable: () => m.error_unavailable(),
  signed_out: () => m.error_signed_out(),
  invalid_input: () => m.error_invalid_input(),
  unreachable: () => m.error_unreachable(),
  unexpected: () => m.error_unexpected(),
}

/** The sentence for a failure, in the reader's language. */
export function sentence({ reason, retryAfter, reference }: Failure): string {
  // A newer server may refuse for a reason that this page, loaded before it, has no sentence for.
  const known = Object.hasOwn(sentences, reason) ? reason : 'unexpected'
  return withReference(sentences[known](duration(retryAfter ?? 60, getLocale())), reference)
}

/** A sentence with what whoever runs Usher finds the failure by, where the server said that. */
export function withReference(sentence: string, reference: string | undefined): string {
  return reference === undefined ? sentence : m.error_with_reference({ sentence, reference })
}

/** As `sentence`, where something was only read, and nothing could happen twice. */
export function readingSentence(failure: Failure): string {
  if (failure.reason === 'unreachable') return m.load_unreachable()
  return failure.reason === 'unavailable' ? m.load_unavailable() : sentence(failure)
}
