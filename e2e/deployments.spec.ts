import { readdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { expectNoSidewaysScroll } from './support/layout.ts'
import { dialog, heading, toasts } from './support/screens.ts'

const files = '/_app/immutable'
const anotherVersion = JSON.stringify({ version: 'another' })

test('a file of the app is kept for good; one that is not there is a 404 that nothing keeps', async ({
  request,
}) => {
  const [there] = readdirSync(`web/build${files}/entry`)
  const kept = await request.get(`${files}/entry/${there}`)
  expect(kept.headers()['cache-control']).toBe('public, max-age=31536000, immutable')
  for (const mode of ['no-cors', 'cors', 'navigate']) {
    const headers = { 'sec-fetch-mode': mode }
    const missing = await request.get(`${files}/chunks/gone.js`, { headers })
    expect(missing.status()).toBe(404)
    expect(missing.headers()['cache-control']).toBe('no-store')
  }
})

for (const [locale, title] of [
  ['en', 'Your invitation'],
  ['ja', 'あなたへの招待'],
] as const) {
  test(`the invitee's page says what it is before the app is there (${locale})`, async ({
    visit,
  }) => {
    const page = await visit(undefined, { locale, viewport: { width: 390, height: 844 } })
    await page.route(`**${files}/**/*.js`, () => {})
    await page.goto('/invite#none', { waitUntil: 'commit' })
    await expect(heading(page, title)).toBeVisible()
    expect(await page.locator('html').getAttribute('lang')).toBe(locale)
    await expectNoSidewaysScroll(page)
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  })
}

test('a page whose files are not there yet is loaded again', async ({ found, visit }) => {
  const { link } = await (await found()).invite(newAddress())
  const page = await visit()
  let isSpread = false
  await page.route(`**${files}/nodes/*.js`, (route) =>
    isSpread ? route.continue() : route.fulfill({ status: 404 }),
  )
  page.on('load', () => (isSpread = true))
  await page.goto(link)
  await expect(heading(page, 'Join Northwind')).toBeVisible()
})

/** A page that was opened before a deployment, whose files are gone since; loaded again, it is the new version's. */
async function outdate(page: Page): Promise<void> {
  let isGone = true
  page.on('request', (request) => {
    if (request.isNavigationRequest()) isGone = false
  })
  await page.route('**/_app/version.json', (route) => route.fulfill({ body: anotherVersion }))
  await page.route(`**${files}/**/*.js`, (route) =>
    isGone ? route.fulfill({ status: 404 }) : route.continue(),
  )
}

test('an open page of an older version leads on, by loading the newer one', async ({
  found,
  olivia,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(olivia)
  await page.goto(northwind.settings('profile'))
  await outdate(page)
  await page.getByRole('link', { name: 'Workspaces', exact: true }).click()
  await expect(heading(page, 'Workspaces')).toBeVisible()
})

test('what an older version can’t load any more it says, and offers to load the page again', async ({
  found,
  olivia,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(olivia)
  await page.goto(northwind.settings('workspaces'))
  await expect(heading(page, 'Workspaces')).toBeVisible()
  await outdate(page)
  await page.keyboard.press('Control+k')
  await expect(toasts(page)).toContainText('Usher was updated while this page was open.')
  const loaded = page.waitForEvent('load')
  await toasts(page).getByRole('button', { name: 'Reload' }).click()
  await loaded
  await expect(heading(page, 'Workspaces')).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(dialog(page, 'Search and commands')).toBeVisible()
})
