/** Where in a list one is: the page that is shown as this number begins at the cursor. */
export type Place = { page: number; cursor: string | null }

export const firstPlace: Place = { page: 1, cursor: null }

/** What an address says; it is only read. */
export type Said = Pick<URLSearchParams, 'get'>

/** As much as the API takes. */
const longestText = 254
const longestCursor = 200

export function readText(params: Said, name: string): string {
  return (params.get(name) ?? '').trim().slice(0, longestText)
}

/** One of the values that there are, or `null`. */
export function readOneOf<Value extends string>(
  params: Said,
  name: string,
  values: readonly Value[],
): Value | null {
  const read = params.get(name)
  return values.find((value) => value === read) ?? null
}

/** A number without a cursor, or a cursor without a number, says nothing: that is the first page. */
export function readPlace(params: Said, page: string, cursor: string): Place {
  const [digits, from] = [params.get(page) ?? '', params.get(cursor) ?? '']
  if (!/^[1-9]\d{0,5}$/.test(digits) || from === '' || from.length > longestCursor) {
    return firstPlace
  }
  const number = Number(digits)
  return number === 1 ? firstPlace : { page: number, cursor: from }
}

/** What is so without saying is not written. */
export function write(params: URLSearchParams, name: string, value: string | null): void {
  if (value === null || value === '') params.delete(name)
  else params.set(name, value)
}

export function writePlace(
  params: URLSearchParams,
  names: { page: string; cursor: string },
  { page, cursor }: Place,
): void {
  write(params, names.page, page === 1 ? null : String(page))
  write(params, names.cursor, page === 1 ? null : cursor)
}
