import { goto } from '$app/navigation'
import { page } from '$app/state'

/** The address that is on its way to be shown. */
let coming: URL | undefined

/**
 * Changes what the address says of the view. As one types, the entry of the browser's history is replaced; else there
 * is a new one, so that Back leads to the view before.
 */
export async function look(
  change: (params: URLSearchParams) => void,
  { replace = false }: { replace?: boolean } = {},
): Promise<void> {
  // Two changes at once are both meant: the second one counts from where the first one leads.
  const from = coming ?? page.url
  const to = new URL(from.href)
  change(to.searchParams)
  if (to.href === from.href) return
  coming = to
  try {
    await goto(to, { replace, reset: false })
  } finally {
    if (coming === to) coming = undefined
  }
}

/** The address of a changed view, for a link. */
export function hrefOf(url: { href: string }, change: (params: URLSearchParams) => void): string {
  const to = new URL(url.href)
  change(to.searchParams)
  return `${to.pathname}${to.search}`
}
