const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The first letters of a name's first and last word; of a name in one word, its first letter alone. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u)
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return chosen.map((word) => firstLetter(word ?? '')).join('')
}

/** A word's first letter as a reader counts letters, in upper case. */
export function firstLetter(word: string): string {
  const [first] = segmenter.segment(word.trim())
  return first?.segment.toLocaleUpperCase() ?? ''
}
