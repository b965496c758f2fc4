import type { Page } from '#lib/domain.ts'

export type Progress = Pick<Page<unknown>, 'total' | 'isTotalCapped'> & { done: number }

/** A whole list, page after page. After a failure, `goOn` begins where it broke off. */
export function readAll<Row>(
  read: (cursor: string | null) => Promise<Page<Row>>,
  idOf: (row: Row) => string,
  onpage: (progress: Progress) => void,
) {
  // By their ids: what moves within the list meanwhile is met twice.
  const rows = new Map<string, Row>()
  let cursor: string | null = null
  return {
    async goOn(): Promise<Row[]> {
      for (;;) {
        const { items, nextCursor, total, isTotalCapped } = await read(cursor)
        const before = rows.size
        for (const row of items) rows.set(idOf(row), row)
        onpage({ done: rows.size, total, isTotalCapped })
        // A page without anything new leads nowhere: a cursor that is not understood begins at the first page.
        if (nextCursor === null || rows.size === before) return [...rows.values()]
        cursor = nextCursor
      }
    },
  }
}
