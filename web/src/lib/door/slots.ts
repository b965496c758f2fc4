// Of the private use area: in no sentence, and in no name that is accepted.
const first = 0xe000

/** Holds the place of the nth part of a sentence that is marked up, so that each language puts it where it belongs. */
export function slot(index: number): string {
  return String.fromCharCode(first + index)
}

export type Piece = { text: string } | { slot: number }

/** A sentence with slots, in pieces. */
export function pieces(sentence: string): Piece[] {
  return sentence
    .split(/([\uE000-\uE00F])/u)
    .filter((text) => text !== '')
    .map((text) => {
      const index = text.charCodeAt(0) - first
      return index >= 0 && index < 16 ? { slot: index } : { text }
    })
}
