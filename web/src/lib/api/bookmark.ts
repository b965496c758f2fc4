import { bookmarkHeader } from '#lib/domain.ts'

/** The latest of each database that this page was told of, in the words of the API. */
const heard = new Map<string, string>()

/**
 * Has everything that is read from now on be as new as what the page was told of. Answers cross: a later one may name an
 * earlier state, which is then known already.
 */
export function readNoOlderThan(marks: string | null | undefined): void {
  for (const mark of marks?.split(', ') ?? []) {
    const database = mark.slice(0, mark.indexOf('.'))
    // Those of one database sort as texts, the older ones first.
    if (mark > (heard.get(database) ?? '')) heard.set(database, mark)
  }
}

/** The answer to a request, once it is known how new that was. */
export async function noted(asking: Promise<Response>): Promise<Response> {
  const answer = await asking
  readNoOlderThan(answer.headers.get(bookmarkHeader))
  return answer
}

export function bookmarkHeaders(): Record<string, string> {
  return heard.size === 0 ? {} : { [bookmarkHeader]: [...heard.values()].join(', ') }
}
