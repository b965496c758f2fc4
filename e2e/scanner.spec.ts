import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { heading } from './support/screens.ts'

/** As a mail gateway looks at a link: it runs the page's scripts, and submits what forms there are. */
async function scan(page: Page, link: string, title: string): Promise<void> {
  await page.addInitScript(() => {
    addEventListener('load', () => {
      for (const form of document.forms) form.requestSubmit()
    })
  })
  await page.goto(link)
  await expect(heading(page, title)).toBeVisible()
  // The form stands there only once the script has asked what the link is.
  await page.evaluate(() => {
    for (const form of document.forms) form.requestSubmit()
  })
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => {
    for (const form of document.forms) form.submit()
  })
  await page.waitForLoadState('networkidle')
}

test('a scanner that opens the link, runs its scripts and submits its forms consumes nothing (F19, R21)', async ({
  found,
  page,
  visit,
}) => {
  const northwind = await found()
  const email = newAddress()
  const { link } = await northwind.invite(email, { grants: { Web: 'member' } })
  const before = await northwind.invitationsSent()
  await scan(await visit(), link, 'Join Northwind')
  expect(await northwind.invitations()).toEqual(before)

  await page.goto(link)
  await page.getByLabel('Name', { exact: true }).fill('Nadia Noor')
  await page.getByLabel('Password', { exact: true }).fill('a-rather-good-one')
  await page.getByRole('button', { name: 'Create account & join' }).click()
  await page.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(page.getByRole('button', { name: 'Account: Nadia Noor' })).toBeVisible()
})

test('not even in the browser of who is invited does a submitted form accept (F19, R25)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const nadia = await northwind.bring('Nadia Noor')
  const before = await northwind.invitationsSent()
  await scan(await visit(nadia), nadia.link, 'Join Northwind')
  expect(await northwind.invitations()).toEqual(before)
})

test('a scanner that asks for the page by any method consumes nothing (F19)', async ({
  app,
  found,
}) => {
  const northwind = await found()
  const { link } = await northwind.invite(newAddress())
  const before = await northwind.invitationsSent()
  const token = new URL(link).hash.slice(1)
  for (const address of [link, `${app}/invite?token=${token}`, `${app}/invite/${token}`]) {
    for (const method of ['HEAD', 'GET', 'OPTIONS', 'POST']) {
      const { status } = await fetch(address, { method })
      expect(status, `${method} ${address}`).toBeLessThan(500)
    }
    const body = new URLSearchParams({ token, name: 'Nadia', password: 'a-rather-good-one' })
    expect((await fetch(address, { method: 'POST', body })).status).toBeLessThan(500)
  }
  expect(await northwind.invitations()).toEqual(before)
})
