import { bookmarkHeader } from '#lib/domain.ts'

let heard: string | undefined

/** Has everything that is read from now on be as new as what the page was told of. */
export function readNoOlderThan(bookmark: string | undefined): void {
  heard = bookmark ?? heard
}

export function bookmarkHeaders(): Record<string, string> {
  return heard === undefined ? {} : { [bookmarkHeader]: heard }
}
