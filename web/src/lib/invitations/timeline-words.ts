import type { TimelineEntry } from '#lib/domain.ts'
import { m } from '#lib/paraglide/messages.js'

type Words = { title: () => string; text?: () => string; tone?: 'go' | 'trouble' }

/** What happened, and what is worth knowing of it. Colour means something or is not there. */
export const timelineWords: Record<TimelineEntry['kind'], Words> = {
  created: { title: m.timeline_created },
  resent: { title: m.timeline_resent, text: m.timeline_resent_text },
  approved: { title: m.timeline_approved, text: m.timeline_approved_text },
  access_changed: { title: m.timeline_access_changed },
  mail_sent: { title: m.timeline_mail_sent },
  mail_failed: { title: m.timeline_mail_failed, tone: 'trouble' },
  opened: { title: m.timeline_opened, text: m.timeline_opened_text },
  accepted: { title: m.timeline_accepted, tone: 'go' },
  declined: { title: m.timeline_declined, text: m.timeline_declined_text },
  canceled: { title: m.timeline_canceled },
  expired: { title: m.timeline_expired },
  superseded: { title: m.timeline_superseded, text: m.timeline_superseded_text },
}
