import type { Locale } from '../../domain/mail.ts'

const weekdays = {
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  ja: ['日', '月', '火', '水', '木', '金', '土'],
} as const

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/**
 * Date and time in UTC, to the minute before. Spelled out here because `Intl` changes its mind with its data,
 * and a mail that is tried again must be the same to the byte.
 */
export function utcInstant(locale: Locale, instant: number): string {
  const at = new Date(instant)
  const time = `${twoDigits(at.getUTCHours())}:${twoDigits(at.getUTCMinutes())} UTC`
  const [day, month, year] = [at.getUTCDate(), at.getUTCMonth(), at.getUTCFullYear()]
  const weekday = weekdays[locale][at.getUTCDay()]
  return locale === 'ja'
    ? `${year}年${month + 1}月${day}日（${weekday}）${time}`
    : `${weekday} ${day} ${months[month]} ${year}, ${time}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
