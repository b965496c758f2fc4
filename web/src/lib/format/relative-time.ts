import { oncePer } from './once-per.ts'

const units = [
  { unit: 'year', seconds: 31_536_000 },
  { unit: 'month', seconds: 2_592_000 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const

const formatOf = oncePer((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))

/** How long ago, or until, an instant is: "5 minutes ago", "yesterday"; "now" within a minute. */
export function relativeTime(instant: string | Date, now: Date, locale: string): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1_000
  const fitting = units.find((unit) => Math.abs(seconds) >= unit.seconds)
  if (!fitting) return formatOf(locale).format(0, 'second')
  return formatOf(locale).format(Math.trunc(seconds / fitting.seconds), fitting.unit)
}
