/** What is selected, by id: the rows as they were last seen, also those of other pages. */
export type Selected<Row> = ReadonlyMap<string, Row>

export type Pickable<Row> = { id: string; row: Row }

/** Selects, or no longer selects, some rows. */
export function pick<Row>(
  selected: Selected<Row>,
  rows: readonly Pickable<Row>[],
  isOn: boolean,
): Selected<Row> {
  const next = new Map(selected)
  for (const { id, row } of rows) {
    if (isOn) next.set(id, row)
    else next.delete(id)
  }
  return next
}

/** The rows of a page from one to another, whichever comes first; without the one, the other alone. */
export function between<Row>(
  page: readonly Pickable<Row>[],
  from: string | null,
  to: string,
): readonly Pickable<Row>[] {
  const places = [from ?? to, to].map((id) => page.findIndex((row) => row.id === id))
  const [start = -1, end = -1] = places.toSorted((a, b) => a - b)
  return start < 0 ? page.filter(({ id }) => id === to) : page.slice(start, end + 1)
}

/** How much of a page is selected. */
export function stateOfPage<Row>(
  selected: Selected<Row>,
  page: readonly Pickable<Row>[],
): 'none' | 'some' | 'all' {
  const count = page.filter(({ id }) => selected.has(id)).length
  if (count === 0) return 'none'
  return count === page.length ? 'all' : 'some'
}

/** The rows that are selected, as the page that is shown tells of them where it does. */
export function refreshed<Row>(selected: Selected<Row>, page: readonly Pickable<Row>[]): Row[] {
  const seen = new Map(page.map(({ id, row }) => [id, row]))
  return Array.from(selected, ([id, row]) => seen.get(id) ?? row)
}
