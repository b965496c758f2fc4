import type { InvitationView } from '#lib/domain.ts'
import { m } from '#lib/paraglide/messages.js'

const names: Record<InvitationView['status'], () => string> = {
  pending: m.status_pending,
  expired: m.status_expired,
  on_hold: m.status_needs_approval,
  accepted: m.status_accepted,
  declined: m.status_declined,
  canceled: m.status_canceled,
  superseded: m.status_superseded,
}

/** An invitation's status as the app calls it: `on_hold` is "Needs approval". */
export function statusName(status: InvitationView['status']): string {
  return names[status]()
}
