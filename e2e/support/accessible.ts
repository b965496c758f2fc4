import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const wcag22AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const desktop = { width: 1280, height: 800 }
export const telephone = { width: 390, height: 844 }

/** axe finds nothing on what is open: on a wide screen in light, and on a telephone in dark. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await expectNothingFound(page, what)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize(telephone)
  await expectNothingFound(page, `${what}, dark, on a telephone`)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(desktop)
}

export async function expectNothingFound(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(wcag22AA)
    // Everything stands in one document: the blank page that frames of other origins need is not.
    .setLegacyMode()
    .analyze()
  const found = violations.map(({ id, nodes }) => ({
    id,
    at: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`),
  }))
  expect.soft(found, what).toEqual([])
}
