/**
 * D1 takes 2 MB a parameter. This many UTF-16 units are at most three times as many bytes, and far more than what one
 * row holds.
 */
const longestList = 600_000

/** Rows as JSON lists, each of which fits one parameter of D1: almost always one. None of no rows. */
export function jsonLists(rows: readonly unknown[]): string[] {
  const lists: string[][] = []
  let length = Infinity
  for (const row of rows) {
    const json = JSON.stringify(row)
    if (length + json.length > longestList) {
      lists.push([])
      length = 0
    }
    lists.at(-1)?.push(json)
    length += json.length + 1
  }
  return lists.map((list) => `[${list.join()}]`)
}
