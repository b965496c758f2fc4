/**
 * Whether something is found by what was typed: each word of it is a part of the name or of the words beside it.
 * Case, accents and widths of letters don't count.
 */
export function matches(typed: string, ...names: string[]): boolean {
  const text = folded(names.join(' '))
  return folded(typed)
    .split(/\s+/u)
    .every((word) => text.includes(word))
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim()
}
