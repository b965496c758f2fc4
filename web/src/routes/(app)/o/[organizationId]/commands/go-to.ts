import { goto } from '$app/navigation'
import { holdFocus } from '#lib/focus/hold.ts'

/** Leads to a page. The focus goes to its beginning, unless something there has taken it. */
export async function goTo(path: string): Promise<void> {
  await goto(path)
  holdFocus()
}
