import type { Page } from '#lib/domain.ts'
import type { Place } from '#lib/url-state/params.ts'

type Told = Pick<Page<unknown>, 'items' | 'previousCursor' | 'total' | 'isTotalCapped'>

/** Which rows of how many a page shows; the first is 1. Where nothing comes before is the first page, whatever the address says. */
export function rangeOf({ page }: Place, told: Told, size: number) {
  const before = told.previousCursor === null ? 0 : (page - 1) * size
  const last = before + told.items.length
  return {
    first: before + 1,
    last,
    total: Math.max(told.total, last),
    isCapped: told.isTotalCapped,
  }
}
