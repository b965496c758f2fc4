/** What doing one thing to many rows would come to, by their abilities (R20). */
export type Plan<Row> = {
  can: Row[]
  /** The others, by the sentence that says why not. */
  cannot: { reason: string; rows: Row[] }[]
}

export function planOf<Row>(
  rows: readonly Row[],
  whyNot: (row: Row) => string | undefined,
): Plan<Row> {
  const byReason = Map.groupBy(rows, whyNot)
  const can = byReason.get(undefined) ?? []
  const cannot = Array.from(byReason).flatMap(([reason, rows]) =>
    reason === undefined ? [] : [{ reason, rows }],
  )
  return { can, cannot }
}
