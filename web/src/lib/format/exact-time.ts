import { oncePer } from './once-per.ts'

const formatsOf = oncePer((locale) =>
  oncePer(
    (timeZone) =>
      new Intl.DateTimeFormat(locale, {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZoneName: 'short',
        ...(timeZone === '' ? {} : { timeZone }),
      }),
  ),
)

/** An instant to the minute, with the zone it is told in (the reader's unless given). */
export function exactTime(instant: string | Date, locale: string, timeZone = ''): string {
  return formatsOf(locale)(timeZone).format(new Date(instant))
}
