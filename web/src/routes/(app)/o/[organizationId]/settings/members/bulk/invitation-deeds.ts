import { whyNot } from '#lib/abilities/why-not.ts'
import { api } from '#lib/api/client.ts'
import type { InvitationView } from '#lib/domain.ts'
import { m } from '#lib/paraglide/messages.js'
import type { Deed, Naming } from './deed.ts'

export const invitationNaming: Naming<InvitationView> = {
  idOf: ({ id }) => id,
  nameOf: ({ email }) => email,
}

/** When the abilities were told, in milliseconds, and the present: a wait is over by itself. */
type Told = { toldAt: number; now: Date }

/** Whether there is anything that could be done to an invitation together with others; a wait ends by itself. */
export function isInvitationPickable({ abilities }: InvitationView): boolean {
  const { resend, cancel } = abilities
  const isWaiting = !resend.allowed && resend.reason === 'resend_too_soon'
  return cancel.allowed || resend.allowed || isWaiting
}

export function resending(organizationId: string, told: Told): Deed<InvitationView> {
  return {
    text: m.bulk_resend_text(),
    confirm: m.resend(),
    keep: m.cancel(),
    told: m.bulk_resend_told,
    look: 'go',
    whyNot: ({ abilities }) => whyNot('resend', abilities.resend, told),
    carryOut: ({ id }, operationId) =>
      api.invitation.resend.mutate({ organizationId, invitationId: id, operationId }),
  }
}

export function approving(organizationId: string): Deed<InvitationView> {
  return {
    text: m.bulk_approve_text(),
    confirm: m.approve(),
    keep: m.cancel(),
    told: m.bulk_approve_told,
    look: 'go',
    whyNot: ({ status, abilities }) =>
      whyNot('approve', abilities.approve) ?? (status === 'on_hold' ? undefined : m.not_on_hold()),
    carryOut: ({ id }, operationId) =>
      api.invitation.approve.mutate({ organizationId, invitationId: id, operationId }),
  }
}

export function canceling(organizationId: string): Deed<InvitationView> {
  return {
    text: m.bulk_cancel_text(),
    confirm: m.cancel_invitations(),
    keep: m.keep_them(),
    told: m.bulk_cancel_told,
    look: 'danger',
    whyNot: ({ abilities }) => whyNot('cancel', abilities.cancel),
    carryOut: ({ id }, operationId) =>
      api.invitation.cancel.mutate({ organizationId, invitationId: id, operationId }),
  }
}
