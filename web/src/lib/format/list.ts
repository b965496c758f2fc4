import { oncePer } from './once-per.ts'

const formatOf = oncePer((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }))

/** Names in a row: "Web, Mobile, and API". */
export function list(items: string[], locale: string): string {
  return formatOf(locale).format(items)
}
