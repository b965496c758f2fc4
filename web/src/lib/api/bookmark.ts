import { bookmarkHeader, bookmarkLifetimeMs, bookmarksIn, latestOf, markOf } from '#lib/domain.ts'

/** The latest bookmark of each database that this page was told, and when it was. */
const told = new Map<string, { bookmark: string; at: number }>()

/** Has everything that is read from now on, for a while, be as new as what the page is told of. */
export function readNoOlderThan(header: string | null | undefined): void {
  for (const [binding, bookmark] of bookmarksIn(header)) {
    const latest = latestOf(bookmark, fresh(binding))
    if (latest === bookmark) told.set(binding, { bookmark, at: Date.now() })
  }
}

/** The answer that is waited for; whatever is read after it is as new. */
export async function bookmarked(answering: Promise<Response>): Promise<Response> {
  const answer = await answering
  readNoOlderThan(answer.headers.get(bookmarkHeader))
  return answer
}

export function bookmarkHeaders(): Record<string, string> {
  const marks = [...told.keys()].flatMap((binding) => markOf(binding, fresh(binding)) ?? [])
  return marks.length === 0 ? {} : { [bookmarkHeader]: marks.join(', ') }
}

function fresh(binding: string): string | undefined {
  const latest = told.get(binding)
  return latest && Date.now() - latest.at < bookmarkLifetimeMs ? latest.bookmark : undefined
}
