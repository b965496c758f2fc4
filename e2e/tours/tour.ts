import type { Locator, Page, Route } from '@playwright/test'
import type { Clock } from '../support/clock.ts'
import type { Organization, Person } from '../support/organization.ts'
import { requestsOf } from '../support/requests.ts'
import type { Say } from '../support/words.ts'

/** A way through some pages, menus and dialogs, which is gone in every language to look at each of them. */
export type Tour = {
  name: string
  /** What it looks at: pages by their routes, menus and dialogs by their components. */
  of: readonly string[]
  walk: (guide: Guide) => Promise<void>
}

/** What a tour is gone with. */
export type Guide = {
  say: Say
  clock: Clock
  found: (options?: { workspaces?: readonly string[] }) => Promise<Organization>
  /** A browser in the tour's language. */
  visit: (person?: Person) => Promise<Page>
  /** Looks at one of what the tour is of, in the state in which `shown` is there, before and after. */
  look: (of: string, state: string, shown: Locator) => Promise<void>
}

/** Looks at what is open, and closes it. */
export async function lookAndClose(guide: Guide, of: string, state: string, shown: Locator) {
  await guide.look(of, state, shown)
  await shown.page().keyboard.press('Escape')
  await shown.waitFor({ state: 'hidden' })
}

/** Holds back what a page sends to a procedure until it is let go or dropped. Left alone, it would be sent at the end. */
export async function hold(page: Page, procedure: string) {
  const held: Route[] = []
  let settle = (route: Route): unknown => held.push(route)
  await page.route(requestsOf(procedure), async (route) => void (await settle(route)))
  const end = async (how: (route: Route) => Promise<void>) => {
    settle = how
    await Promise.all(held.map(how))
  }
  return {
    letGo: () => end((route) => route.continue()),
    drop: () => end((route) => route.abort()),
  }
}

export const button = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true })

export const openDialog = (page: Page) => page.getByRole('dialog')
export const openAlert = (page: Page) => page.getByRole('alertdialog')
export const openMenu = (page: Page) => page.getByRole('menu')
export const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text })
export const title = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true })
