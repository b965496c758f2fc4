import type { ChipTone } from '#lib/components/Chip.svelte'
import { exactTime } from '#lib/format/exact-time.ts'
import { m } from '#lib/paraglide/messages.js'
import { getLocale } from '#lib/paraglide/runtime.js'
import type { OpenedInvitation } from '../../../../../worker/domain/views.ts'

/** An invitation that can't be accepted (any more), and is nobody's membership yet. */
export type EndedInvitation = Extract<OpenedInvitation, { sponsor: unknown; at: unknown }>

export type EndedWords = {
  tone: ChipTone
  chip: string
  title: string
  text: string
  help?: string
}

/** What the page of such a link says: what happened, and what comes next (R29). */
export function endedWords(invitation: EndedInvitation): EndedWords {
  const { email } = invitation
  const organization = invitation.organization.name
  const at = invitation.at === null ? '' : exactTime(invitation.at, getLocale())
  const sponsor = invitation.sponsor?.name
  switch (invitation.state) {
    case 'expired':
      return {
        tone: 'calm',
        chip: m.invite_expired_chip(),
        title: m.invite_expired(),
        text: sponsor
          ? m.invite_expired_text({ at, sponsor })
          : m.invite_expired_text_nobody({ at, organization }),
      }
    case 'canceled':
      return {
        tone: 'calm',
        chip: m.invite_canceled_chip(),
        title: m.invite_canceled(),
        text: sponsor
          ? m.invite_canceled_text({ at, sponsor })
          : m.invite_canceled_text_nobody({ at, organization }),
      }
    case 'declined':
      return {
        tone: 'calm',
        chip: m.invite_declined_chip(),
        title: m.invite_declined(),
        text: sponsor
          ? m.invite_declined_text({ at, sponsor })
          : m.invite_declined_text_nobody({ at, organization }),
      }
    case 'replaced':
      return {
        tone: 'calm',
        chip: m.invite_replaced_chip(),
        title: m.invite_replaced(),
        text: m.invite_replaced_text({ at, email, organization }),
        ...(sponsor ? { help: m.invite_replaced_help({ sponsor }) } : {}),
      }
    case 'on_hold':
      return {
        tone: 'hold',
        chip: m.invite_on_hold_chip(),
        title: m.invite_on_hold(),
        text: sponsor
          ? m.invite_on_hold_text({ organization, sponsor })
          : m.invite_on_hold_text_nobody({ organization }),
        ...(sponsor ? { help: m.invite_on_hold_help({ sponsor }) } : {}),
      }
  }
}
