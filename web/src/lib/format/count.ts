import { m } from '#lib/paraglide/messages.js'
import { getLocale } from '#lib/paraglide/runtime.js'
import { number } from './number.ts'

/** How many rows there are; "1,000+" where no more were counted. */
export function countOf({
  total,
  isTotalCapped,
}: {
  total: number
  isTotalCapped: boolean
}): string {
  const count = number(total, getLocale())
  return isTotalCapped ? m.count_or_more({ count }) : count
}
