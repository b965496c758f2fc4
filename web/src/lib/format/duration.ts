import { oncePer } from './once-per.ts'

const units = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const

const formatsOf = oncePer((locale) =>
  oncePer((unit) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })),
)

/** A length of time in its largest whole unit, "2 days" say; never less than one second. */
export function duration(seconds: number, locale: string): string {
  const whole = Math.max(1, Math.floor(seconds))
  const { unit, seconds: size } = units.find((unit) => whole >= unit.seconds) ?? units[3]
  return formatsOf(locale)(unit).format(Math.floor(whole / size))
}
