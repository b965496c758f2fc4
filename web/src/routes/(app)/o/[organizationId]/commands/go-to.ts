import { goto } from '$app/navigation'

/** Leads to a page. The focus goes to its beginning, unless something there has taken it. */
export async function goTo(path: string): Promise<void> {
  await goto(path)
  if (document.activeElement === document.body) document.getElementById('content')?.focus()
}
