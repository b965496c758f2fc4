/** Where nothing has the focus any more, because what had it is gone, it goes to the beginning of the page's content. */
export function holdFocus(): void {
  if (document.activeElement === document.body) document.getElementById('content')?.focus()
}
