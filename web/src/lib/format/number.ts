import { oncePer } from './once-per.ts'

const formatOf = oncePer((locale) => new Intl.NumberFormat(locale))

/** A whole number, grouped as the language does. */
export function number(value: number, locale: string): string {
  return formatOf(locale).format(value)
}
