import { sql, type SQL } from 'drizzle-orm'
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'

/** Where the next page begins: after the row of this instant and id. */
export type Cursor = { at: number; id: string }

function encodeCursor({ at, id }: Cursor): string {
  return `${at}.${id}`
}

/** What is no cursor begins at the first page: a shared link with a stale one still shows something. */
export function decodeCursor(raw: string | null | undefined): Cursor | null {
  const [, at, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(raw ?? '') ?? []
  return at && id ? { at: Number(at), id } : null
}

/** Rows after the cursor, newest first. */
export function after(
  cursor: Cursor | null,
  at: AnySQLiteColumn,
  id: AnySQLiteColumn,
): SQL | undefined {
  return cursor ? sql`(${at}, ${id}) < (${cursor.at}, ${cursor.id})` : undefined
}

/** Rows with the text in them, whatever the case of its Latin letters. (D1 takes patterns of LIKE of 50 bytes at most.) */
export function contains(text: string, ...columns: (AnySQLiteColumn | SQL)[]): SQL | undefined {
  const wanted = text.trim()
  if (wanted === '') return undefined
  const matches = columns.map((column) => sql`instr(lower(${column}), lower(${wanted})) > 0`)
  return sql`(${sql.join(matches, sql` OR `)})`
}

/** One page of rows of which one more than the limit was read, to know whether another follows. */
export function pageOf<T>(rows: T[], limit: number, cursorOf: (row: T) => Cursor) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(cursorOf(last)) : null }
}
