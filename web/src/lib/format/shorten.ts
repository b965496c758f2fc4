const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** A text of at most so many letters, as a reader counts them; of a longer one its beginning. */
export function shorten(text: string, letters: number): string {
  const all = Array.from(segmenter.segment(text), ({ segment }) => segment)
  return all.length > letters
    ? `${all
        .slice(0, letters - 1)
        .join('')
        .trimEnd()}…`
    : text
}
