import { isOpenEnded, parseAddresses } from './parse.ts'

const separator = /^[,，、;；\n]$/u

/**
 * Whether the letter that was just typed ends an entry. A space does at the end, after an address: names have spaces
 * too, and what is in quotes may be the name of an address that follows.
 */
export function endsEntry(text: string, letter: string): boolean {
  if (isOpenEnded(text)) return false
  if (separator.test(letter)) return true
  const isAfterWord = letter.trim() === '' && /[^\s"”]\s+$/u.test(text)
  return isAfterWord && (parseAddresses(text).at(-1)?.key ?? null) !== null
}

/** Whether a text that came at once is a list, not the one address that one may want to mend before it is sent. */
export function isList(text: string): boolean {
  return parseAddresses(text).length > 1 || separator.test(text.trimEnd().at(-1) ?? '')
}
