import { expect, test as base, type BrowserContextOptions, type Page } from '@playwright/test'
import { password as demoPassword, people } from '../../tools/demo/organization.ts'
import { Api } from './api.ts'
import { Browsers } from './browsers.ts'
import { Clock } from './clock.ts'
import { addCrowd } from './crowd.ts'
import { Mailbox } from './mailbox.ts'
import { Organization, type Person } from './organization.ts'
import { watchPolicy } from './policy.ts'

export { expect } from '@playwright/test'

type Fixtures = {
  /** The origin of the app. Pages go by paths: `page.goto('/sign-in')`. */
  app: string
  mailbox: Mailbox
  clock: Clock
  /** Adds so many members to an organization, past the API. */
  crowd: (organization: Organization, count: number) => void
  /** Makes an organization with these workspaces; its Owner is Olivia of the demo. */
  found: (options?: { name?: string; workspaces?: readonly string[] }) => Promise<Organization>
  /** Signs a person in on the sign-in page, by its words. */
  signIn: (page: Page, person: { email: string; password?: string }) => Promise<void>
  /** A browser of its own, in which a person is signed in already; nobody when none is given. */
  visit: (person?: Person, options?: BrowserContextOptions) => Promise<Page>
  /** What pages were kept from by their content security policy; a journey with any in the end has failed. */
  violations: string[]
  /** Whether browsers have loaded nothing yet, and are not lent again. */
  isFresh: boolean
}

type WorkerFixtures = { browsers: Browsers; olivia: Person }

export const test = base.extend<Fixtures, WorkerFixtures>({
  baseURL: ({}, use) => use(environment('USHER_APP')),
  app: ({}, use) => use(environment('USHER_APP')),
  mailbox: ({}, use) => use(new Mailbox(environment('USHER_MAILBOX'))),
  clock: ({}, use) => use(new Clock(environment('USHER_STATE'))),
  crowd: ({}, use) => use(({ id }, count) => addCrowd(environment('USHER_STATE'), id, count)),
  browsers: [({}, use) => use(new Browsers(environment('USHER_APP'))), { scope: 'worker' }],
  olivia: [
    async ({}, use) => {
      const { name, email } = people[0] ?? raise('The demo has no people')
      const api = await new Api(environment('USHER_APP')).signIn(email, demoPassword)
      await use({ name, email, password: demoPassword, api })
    },
    { scope: 'worker' },
  ],
  found: ({ app, mailbox, olivia }, use) =>
    use(({ name = 'Northwind', workspaces = ['Web', 'Mobile'] } = {}) =>
      Organization.found({ name, owner: olivia, workspaces }, { app, mailbox }),
    ),
  signIn: ({}, use) =>
    use(async (page, { email, password = demoPassword }) => {
      await page.goto('/sign-in')
      await page.getByLabel('Email', { exact: true }).fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByRole('button', { name: /^Account: / }).waitFor()
    }),
  violations: [
    async ({}, use) => {
      const violations: string[] = []
      await use(violations)
      expect(violations, 'no page tries what its policy forbids').toEqual([])
    },
    { auto: true },
  ],
  isFresh: [false, { option: true }],
  visit: async (
    {
      browser,
      browsers,
      contextOptions,
      hasTouch,
      isFresh,
      isMobile,
      locale,
      viewport,
      violations,
    },
    use,
    journey,
  ) => {
    const lent: { page: Page; unwatch: () => void }[] = []
    await use(async (person, options) => {
      const own = { contextOptions, hasTouch, isMobile, locale, viewport }
      const kind = JSON.stringify({ ...own, ...options })
      const page = isFresh
        ? await (await browser.newContext(options)).newPage()
        : await browsers.lend(browser, kind, options)
      const context = page.context()
      lent.push({ page, unwatch: watchPolicy(context, violations) })
      if (person) await context.addCookies(person.api.cookies)
      return page
    })
    // What a failed journey has left behind is looked at as it closes.
    const isKept = journey.status === 'passed' && !isFresh
    for (const { page, unwatch } of lent) {
      unwatch()
      await (isKept ? browsers.takeBack(page) : page.context().close())
    }
  },
  // In a browser of an earlier journey, too.
  page: async ({ visit }, use) => use(await visit()),
})

function environment(name: string): string {
  const value = process.env[name]
  return value || raise(`${name} is not set: run the journeys with npm test -- journeys`)
}

function raise(message: string): never {
  throw new Error(message)
}
