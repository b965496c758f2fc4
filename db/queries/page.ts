import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '../database.ts'

/**
 * Where a row stands in a list's order: by its group (a role's rank; 0 in other orders), its key (an instant, or
 * the first letters of a name) and its id.
 */
export type Place = { group: number; key: number | string; id: string }

/** A page begins beyond a place, and goes on in the list's order, or back against it. */
export type Cursor = Place & { isBackward: boolean }

/** `order` names the list's order: a cursor of another one begins at the first page. */
function encodeCursor(order: string, isBackward: boolean, { group, key, id }: Place): string {
  const bytes = new TextEncoder().encode(JSON.stringify([order, isBackward, group, key, id]))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** What is no cursor begins at the first page: a shared link with a stale one still shows something. */
export function decodeCursor(raw: string | null | undefined, order: string): Cursor | null {
  const [of, isBackward, group, key, id] = partsOf(raw ?? '')
  if (of !== order || typeof isBackward !== 'boolean') return null
  // JSON takes numbers that are infinite here, and no word of SQL.
  if (typeof group !== 'number' || !Number.isFinite(group) || typeof id !== 'string') return null
  if (typeof key !== 'number' && typeof key !== 'string') return null
  return { isBackward, group, key, id }
}

function partsOf(raw: string): unknown[] {
  try {
    const binary = atob(raw.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
    const parts: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

/** One page of the rows beyond a cursor, of which one more than the limit was read, to know whether another page follows. */
export function pageOf<T>(
  rows: T[],
  limit: number,
  order: string,
  {
    cursor,
    isBehind,
    placeOf,
  }: {
    cursor: Cursor | null
    /** Whether there is a row on the other side of the cursor. */
    isBehind: boolean
    placeOf: (row: T) => Place
  },
) {
  const isMore = rows.length > limit
  const isBackward = cursor?.isBackward === true
  const items = isBackward ? rows.slice(0, limit).toReversed() : rows.slice(0, limit)
  const [first, last] = [items.at(0), items.at(-1)]
  const [isBefore, isAfter] = isBackward ? [isMore, isBehind] : [isBehind, isMore]
  return {
    items,
    nextCursor: isAfter && last ? encodeCursor(order, false, placeOf(last)) : null,
    previousCursor: isBefore && first ? encodeCursor(order, true, placeOf(first)) : null,
  }
}

/** Which way rows are read, and where they begin: with the first, beyond the cursor, or at it. */
export type Way = { isAscending: boolean; from: 'start' | 'beyond' | 'at' }

/** How a page is read, and how the other side of its cursor, of which one row is enough to know. */
export function waysOf(
  isAscending: boolean,
  cursor: Pick<Cursor, 'isBackward'> | null,
): { way: Way; back: Way } {
  const isRead = isAscending !== (cursor?.isBackward ?? false)
  return {
    way: { isAscending: isRead, from: cursor ? 'beyond' : 'start' },
    back: { isAscending: !isRead, from: 'at' },
  }
}

/** SQL of our own making: a number, or a word of our enumerations. */
export const plain = (text: string | number) => sql.raw(String(text))

export function directed(column: SQL, { isAscending }: Way): SQL {
  return isAscending ? sql`${column} ASC` : sql`${column} DESC`
}

export function isBeyond(row: SQL, cursor: SQL, { isAscending, from }: Way): SQL {
  return sql`${row} ${plain(`${isAscending ? '>' : '<'}${from === 'at' ? '=' : ''}`)} ${cursor}`
}

/** A row for each of the ids, to know whether there are any. */
export function anyOf(db: Database, ids: SQL) {
  return db.select({ id: sql<string>`id` }).from(sql`(${ids})`)
}
