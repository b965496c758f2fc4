import { gzipSync } from 'node:zlib'
import { expect, test } from './support/fixtures.ts'

/** What a browser on a telephone should have to load before an invitee can read who invites them. */
const mostScriptBytes = 100 * 1024

test('the page of an invitation loads at most 100 KiB of scripts, gzipped', async ({ page }) => {
  const scripts: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body())
  })
  await page.goto('/invite#none', { waitUntil: 'networkidle' })
  await expect(page.getByRole('heading').first()).toBeVisible()
  const sizes = (await Promise.all(scripts)).map((body) => gzipSync(body).length)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  test.info().annotations.push({ type: 'size', description: `${(total / 1024).toFixed(1)} KiB` })
  console.log(`    ${sizes.length} scripts, ${(total / 1024).toFixed(1)} KiB gzipped`)
  expect(sizes.length).toBeGreaterThan(0)
  expect(total).toBeLessThanOrEqual(mostScriptBytes)
})
