import { sentence } from '#lib/errors/sentence.ts'
import { m } from '#lib/paraglide/messages.js'
import type { Ability, RefusalReason } from '#lib/domain.ts'

type Deed =
  'approve' | 'resend' | 'cancel' | 'changeGrants' | 'changeRole' | 'rename' | 'remove' | 'leave'

/** Where the general sentence can be said better, because it is known what was meant to be done. */
const better: Record<Deed, Partial<Record<RefusalReason, () => string>>> = {
  approve: {
    not_permitted: () => m.why_not_invite(),
    role_above_ceiling: () => m.why_not_owner_invitation(),
  },
  resend: {
    not_permitted: () => m.why_not_invite(),
    role_above_ceiling: () => m.why_not_owner_invitation(),
  },
  cancel: {
    not_permitted: () => m.why_not_cancel(),
    role_above_ceiling: () => m.why_not_owner_invitation(),
  },
  changeGrants: {
    not_permitted: () => m.why_not_change_access(),
    grants_need_member_role: () => m.access_by_role(),
    role_above_ceiling: () => m.why_not_owner_invitation(),
  },
  changeRole: { role_above_ceiling: () => m.why_not_owner_role() },
  rename: {},
  remove: { role_above_ceiling: () => m.why_not_remove_owner() },
  leave: { last_owner: () => m.why_not_leave() },
}

/**
 * Why a control can't be used, or `undefined` when it can (R20). A wait that was told at `toldAt` is over by itself
 * as time goes by.
 */
export function whyNot(
  deed: Deed,
  ability: Ability,
  { toldAt, now }: { toldAt: number; now: Date } = { toldAt: 0, now: new Date(0) },
): string | undefined {
  if (ability.allowed) return undefined
  const { reason, retryAfter } = ability
  const said = better[deed][reason]
  if (said) return said()
  if (retryAfter === undefined) return sentence({ reason })
  const wait = Math.ceil(retryAfter - (now.getTime() - toldAt) / 1_000)
  return wait > 0 ? sentence({ reason, retryAfter: wait }) : undefined
}
