import { gzipSync } from 'node:zlib'
import { expect, test } from './support/fixtures.ts'
import { memberOf } from './support/screens.ts'

test.use({ isFresh: true })

/** What a browser should have to load before an Admin sees who is there; dialogs may come later. */
const mostScriptBytes = 200 * 1024

test('the page of members loads at most 200 KiB of scripts, gzipped', async ({ found, visit }) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  const scripts: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body())
  })
  await page.goto(northwind.settings())
  await expect(memberOf(page, 'Olivia Owner')).toBeVisible()
  // What comes by itself once the page is there counts as well.
  await page.waitForLoadState('networkidle')
  const sizes = (await Promise.all(scripts)).map((body) => gzipSync(body).length)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const figure = `the page of members loads ${(total / 1024).toFixed(1)} KiB of scripts of ${mostScriptBytes / 1024}`
  test.info().annotations.push({ type: 'figure', description: figure })
  expect(sizes.length).toBeGreaterThan(0)
  expect(total).toBeLessThanOrEqual(mostScriptBytes)
})
