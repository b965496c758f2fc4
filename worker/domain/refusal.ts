/** Every reason for which something is refused. The one list: the router maps it to codes, the app to sentences. */
export const refusalReasons = [
  'not_permitted',
  'role_above_ceiling',
  'already_member',
  'already_invited',
  'grants_need_member_role',
  'workspace_unavailable',
  'invalid_email',
  'invitation_not_pending',
  'invitation_expired',
  'invitation_on_hold',
  'resend_too_soon',
  'content_changed',
  'wrong_account',
  'last_owner',
  'own_role',
  'not_found',
  'rate_limited',
  'unavailable',
] as const

export type RefusalReason = (typeof refusalReasons)[number]

/** A refusal is data, never an exception: a class would be lost on the way out of the Durable Object. */
export type Refusal = {
  reason: RefusalReason
  /** Seconds to wait; with `resend_too_soon`, `rate_limited` and `unavailable`. */
  retryAfter?: number
}

export type Refused = { ok: false; refusal: Refusal }
export type Decided<T> = { ok: true; value: T } | Refused

export function refuse(reason: RefusalReason, retryAfter?: number): Refused {
  return { ok: false, refusal: retryAfter === undefined ? { reason } : { reason, retryAfter } }
}

export function allow<T>(value: T): Decided<T> {
  return { ok: true, value }
}

/** Whether a control can be used, told with the row that it stands on (R20). */
export type Ability =
  { allowed: true } | { allowed: false; reason: RefusalReason; retryAfter?: number }

export function ability(refused: Refused | undefined): Ability {
  return refused ? { allowed: false, ...refused.refusal } : { allowed: true }
}
