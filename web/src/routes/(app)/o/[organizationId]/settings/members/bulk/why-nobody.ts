import { planOf } from '#lib/bulk/plan.ts'
import { m } from '#lib/paraglide/messages.js'
import type { Deed } from './deed.ts'

/** Why a deed can be done to none of these rows, if so (R20). */
export function whyNobody<Row>(deed: Deed<Row>, rows: readonly Row[]): string | undefined {
  const { can, cannot } = planOf(rows, deed.whyNot)
  if (can.length > 0) return undefined
  return cannot.length === 1 ? cannot[0]?.reason : m.none_of_selected()
}
