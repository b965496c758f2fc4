import { m } from '#lib/paraglide/messages.js'

type Counts = { invited?: number; will: number; wrong: number }

/** What sending a list has done and would do: "120 invited, 2 will be invited, 1 needs a look". */
export function summaryOf({ invited = 0, will, wrong }: Counts): string {
  const parts = [
    ...(invited > 0 ? [m.recipients_invited({ count: invited })] : []),
    ...(will > 0 || invited + wrong === 0 ? [m.recipients_will({ count: will })] : []),
    ...(wrong > 0 ? [m.recipients_wrong({ count: wrong })] : []),
  ]
  return parts.reduce((before, next) => m.recipients_and({ before, next }))
}
