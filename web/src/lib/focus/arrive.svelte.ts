import { goto } from '$app/navigation'
import { page } from '$app/state'

/**
 * Brings the part of a page that an address names (`#members`) into view, and the focus to its heading, as soon as
 * what it shows is there. The address then forgets it: what is looked for next is not to be led there again.
 */
export function arrive(
  part: string,
  isThere: () => boolean,
  heading: () => HTMLElement | undefined,
): void {
  $effect(() => {
    const { url } = page
    if (url.hash !== `#${part}` || !isThere()) return
    const goal = heading()
    goal?.scrollIntoView()
    goal?.focus({ preventScroll: true })
    const address = new URL(url.href)
    address.hash = ''
    void goto(address, { replace: true, reset: false })
  })
}
