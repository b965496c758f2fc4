/** Bookmarks, as the API and its pages name them to each other: each is a state of a D1. */

/**
 * The header in which an answer names where each database is that it is of, and a page sends back the latest that it was told
 * of: `DB.<bookmark>`, several with commas between.
 */
export const bookmarkHeader = 'usher-bookmark'

/** Replicas are seconds behind; after some minutes they all know what a bookmark asks for. */
export const bookmarkLifetimeMs = 5 * 60_000

/** Four hexadecimal numbers; D1 writes the first three in 8 digits and the last in 32, and may come to need more. */
const shape = /^[0-9a-f]{8,64}(?:-[0-9a-f]{8,64}){3}$/

/** How a bookmark travels to a page and back: each database has its own, by the name of its binding. */
export function markOf(binding: string, bookmark: string | null | undefined): string | undefined {
  return bookmark === null || bookmark === undefined ? undefined : `${binding}.${bookmark}`
}

/** By the name of their binding, the latest bookmarks that a header names. What is none is left out. */
export function bookmarksIn(header: string | null | undefined): Map<string, string> {
  const latest = new Map<string, string>()
  for (const mark of header?.split(/, */) ?? []) {
    const [binding = '', bookmark = ''] = mark.split('.')
    const later = latestOf(latest.get(binding), bookmark)
    if (later !== undefined) latest.set(binding, later)
  }
  return latest
}

/** https://developers.cloudflare.com/d1/reference/glossary/: they sort as texts, the older ones first. */
export function latestOf(...bookmarks: (string | undefined)[]): string | undefined {
  return bookmarks
    .filter((one) => one !== undefined && shape.test(one))
    .toSorted()
    .at(-1)
}
