import { gzipSync } from 'node:zlib'
import { expect, test } from './support/fixtures.ts'

test.use({ isFresh: true })

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
  const figure = `the invitee's page loads ${(total / 1024).toFixed(1)} KiB of scripts of ${mostScriptBytes / 1024}`
  test.info().annotations.push({ type: 'figure', description: figure })
  expect(sizes.length).toBeGreaterThan(0)
  expect(total).toBeLessThanOrEqual(mostScriptBytes)
})
