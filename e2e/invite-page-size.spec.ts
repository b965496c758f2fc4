import { gzipSync } from 'node:zlib'
import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { heading } from './support/screens.ts'

test.use({ isFresh: true })

/** What a browser on a telephone should have to load before an invitee can read who invites them. */
const mostScriptBytes = 90 * 1024
/** Where a server speaks HTTP/1.1, six come at a time, and the others wait. */
const mostScripts = 16

test('the page of an invitation loads at most 90 KiB of scripts, gzipped, all at once, and asks the API once', async ({
  found,
  page,
}) => {
  const { link } = await (await found()).invite(newAddress(), { grants: { Web: 'member' } })
  const scripts: Promise<[url: string, body: Buffer]>[] = []
  const asked: string[] = []
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (response.request().resourceType() === 'script')
      scripts.push(response.body().then((body) => [pathname, body]))
    if (pathname.startsWith('/api/')) asked.push(pathname)
  })
  const document = await page.goto(link, { waitUntil: 'networkidle' })
  await expect(heading(page, 'Join Northwind')).toBeVisible()
  const loaded = await Promise.all(scripts)
  const total = loaded.reduce((sum, [, body]) => sum + gzipSync(body).length, 0)
  const figure = `the invitee's page loads ${(total / 1024).toFixed(1)} KiB of scripts of ${mostScriptBytes / 1024}`
  test.info().annotations.push({ type: 'figure', description: figure })
  expect(loaded.length).toBeGreaterThan(0)
  expect(loaded.length).toBeLessThanOrEqual(mostScripts)
  expect(total).toBeLessThanOrEqual(mostScriptBytes)
  const html = (await document?.text()) ?? ''
  const late = loaded.filter(([pathname]) => !html.includes(`<link href="${pathname}"`))
  expect(late.map(([pathname]) => pathname)).toEqual([])
  expect(asked).toEqual(['/api/trpc/invitation.open'])
})
