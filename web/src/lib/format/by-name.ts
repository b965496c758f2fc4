import { getLocale } from '#lib/paraglide/runtime.js'
import { oncePer } from './once-per.ts'

const collatorOf = oncePer((locale) => new Intl.Collator(locale, { numeric: true }))

/** The order in which one looks for a name, in the reader's language. */
export function byName(one: { name: string }, other: { name: string }): number {
  return collatorOf(getLocale()).compare(one.name, other.name)
}
