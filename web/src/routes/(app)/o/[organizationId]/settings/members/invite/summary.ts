import { m } from '#lib/paraglide/messages.js'

/** What sending a list would do: "2 will be invited, 1 needs a look". */
export function summaryOf({ will, wrong }: { will: number; wrong: number }): string {
  const invited = m.recipients_will({ count: will })
  const look = m.recipients_wrong({ count: wrong })
  if (wrong === 0) return invited
  return will > 0 ? m.recipients_will_and_wrong({ will: invited, wrong: look }) : look
}
