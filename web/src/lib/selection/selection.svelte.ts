import { untrack } from 'svelte'
import { between, pick, refreshed, stateOfPage, type Pickable, type Selected } from './selected.ts'

/**
 * The rows of a list that are selected. `page` is what can be selected of the page that is shown; when `view` changes,
 * the list is another, and nothing of it is selected.
 */
export function selection<Row>(page: () => readonly Pickable<Row>[], view: () => string) {
  let chosen = $state.raw<{ view: string; rows: Selected<Row> }>({ view: '', rows: new Map() })
  let last: string | null = null

  const selected = $derived<Selected<Row>>(chosen.view === view() ? chosen.rows : new Map())
  // Who comes back to a view that they left begins anew.
  $effect(() => {
    const now = view()
    if (untrack(() => chosen.view) !== now) chosen = { view: now, rows: new Map() }
  })
  const keep = (rows: Selected<Row>) => (chosen = { view: view(), rows })

  return {
    get size(): number {
      return selected.size
    },
    get rows(): Row[] {
      return refreshed(selected, page())
    },
    get page(): 'none' | 'some' | 'all' {
      return stateOfPage(selected, page())
    },
    has: (id: string): boolean => selected.has(id),
    /** With `isRange`, all from the row that was picked before to this one become as this one. */
    toggle(id: string, isRange: boolean): void {
      keep(pick(selected, between(page(), isRange ? last : null, id), !selected.has(id)))
      last = id
    },
    togglePage(): void {
      keep(pick(selected, page(), this.page !== 'all'))
    },
    drop(ids: readonly string[]): void {
      keep(new Map(Array.from(selected).filter(([id]) => !ids.includes(id))))
    },
    clear(): void {
      keep(new Map())
    },
  }
}

export type Selection<Row = unknown> = ReturnType<typeof selection<Row>>
