/** Moves the focus to where the next step begins: the part marked `data-first`, or the page's title. */
export function focusFirst(page: HTMLElement): void {
  const first = page.querySelector<HTMLElement>('[data-first]') ?? page.querySelector('h1')
  first?.focus({ preventScroll: first.matches('h1') })
}
