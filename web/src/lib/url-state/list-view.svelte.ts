import { look } from './look.ts'
import { firstPlace, type Place } from './params.ts'

type Parts<View> = {
  /** Writes a change of the view into an address. */
  write: (params: URLSearchParams, changes: Partial<View> | { place: Place }) => void
  /** The change after which the list is whole again. */
  whole: Partial<View>
  place: () => Place
  list: { data: { items: unknown[] } | undefined; isPlaceholderData: boolean }
  heading: () => HTMLElement | undefined
}

/** How a list is looked at in another way: what is seen of it stands in the address. */
export function listView<View extends { place: Place }>(parts: Parts<View>) {
  const change = (changes: Partial<View> | { place: Place }, replace = false) =>
    look((params) => parts.write(params, changes), { replace })

  // The rows of a last page may all go, whoever took them: there is a page before it.
  $effect(() => {
    const { data, isPlaceholderData } = parts.list
    if (isPlaceholderData || data?.items.length !== 0 || parts.place().page === 1) return
    void change({ place: firstPlace }, true)
  })

  return {
    change,
    turn(place: Place): void {
      void change({ place })
      parts.heading()?.scrollIntoView({ block: 'nearest' })
    },
    showAll(): void {
      void change(parts.whole)
      parts.heading()?.focus()
    },
  }
}
