import type { Browser } from '@playwright/test'
import { inRoot } from '../../tools/lib/paths.ts'

/** Milliseconds since the page was asked for, and how far what was painted has moved (CLS). */
export type Load = {
  document: number
  firstPaint: number
  largestPaint: number
  form: number
  moved: number
}

/** "Fast 3G" of Chromium's developer tools: 150 ms and 1.6 Mbit/s, as they reckon with them. */
const network = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1.6e6 * 0.9) / 8,
  uploadThroughput: (750e3 * 0.9) / 8,
}
const watch = inRoot('bench/page/watch.js')
const cpuSlowdown = 4
const telephone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true }

/** Opens a page as somebody who was never there, on a slow telephone far away, until its form is there. */
export async function loadPage(browser: Browser, link: string): Promise<Load> {
  const context = await browser.newContext({ ...telephone, locale: 'en-US' })
  try {
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', network)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown })
    await page.addInitScript({ path: watch })
    await page.goto(link, { waitUntil: 'commit', timeout: 120_000 })
    await page.locator('form').waitFor({ timeout: 120_000 })
    // What is painted last is told of a little later.
    await page.waitForTimeout(1_000)
    return await page.evaluate<Load>('times()')
  } finally {
    await context.close()
  }
}
