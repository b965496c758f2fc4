import { test as base, type Page } from '@playwright/test'
import { password as demoPassword } from '../../tools/demo/organization.ts'
import { Api } from './api.ts'
import { Clock } from './clock.ts'
import { Mailbox } from './mailbox.ts'

export { expect } from '@playwright/test'

/** Somebody with an account; the password is that of the demo's people unless another is given. */
export type Person = { email: string; password?: string }

type Fixtures = {
  /** The origin of the app. Pages go by paths: `page.goto('/sign-in')`. */
  app: string
  mailbox: Mailbox
  clock: Clock
  /** Signs a person in on the sign-in page, by its words. */
  signIn: (page: Page, person: Person) => Promise<void>
  /** The API with the session of a person; of nobody when none is given. */
  api: (person?: Person) => Promise<Api>
}

export const test = base.extend<Fixtures>({
  baseURL: ({}, use) => use(environment('USHER_APP')),
  app: ({}, use) => use(environment('USHER_APP')),
  mailbox: ({}, use) => use(new Mailbox(environment('USHER_MAILBOX'))),
  clock: ({}, use) => use(new Clock(environment('USHER_STATE'))),
  signIn: ({}, use) =>
    use(async (page, { email, password = demoPassword }) => {
      await page.goto('/sign-in')
      await page.getByLabel('Email', { exact: true }).fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByRole('button', { name: /^Account: / }).waitFor()
    }),
  api: ({ app }, use) =>
    use(async (person) => {
      const api = new Api(app)
      return person ? api.signIn(person.email, person.password ?? demoPassword) : api
    }),
})

function environment(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the journeys with npm test -- journeys`)
  return value
}
