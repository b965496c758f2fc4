import { expect, type Page } from '@playwright/test'

/** Nothing stands out to the side: the page scrolls up and down alone. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 0 }
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth), {
      message: `${new URL(page.url()).pathname} is as wide as its screen`,
    })
    .toBeLessThanOrEqual(width)
}
