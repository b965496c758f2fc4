import { addressKey } from '#lib/domain.ts'
import { isOpenEnded, parseAddresses } from './parse.ts'

const separator = /^[,，、;；\n]$/u

/** Whether the letter that was just typed ends an entry; a space does after an address, for names have spaces too. */
export function endsEntry(text: string, letter: string): boolean {
  if (separator.test(letter)) return !isOpenEnded(text)
  return letter.trim() === '' && addressKey(text) !== null
}

/** Whether a text that came at once is a list, not the one address that one may want to mend before it is sent. */
export function isList(text: string): boolean {
  return parseAddresses(text).length > 1 || separator.test(text.trimEnd().at(-1) ?? '')
}
