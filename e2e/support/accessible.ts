import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const wcag22AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** All that can differ between themes, which change colours alone. */
const ofColours = ['color-contrast', 'link-in-text-block']

const desktop = { width: 1280, height: 800 }
export const telephone = { width: 390, height: 844 }

/** axe finds nothing on what is open: wide and on a telephone, each in light and in dark. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const look = async (as: string, onlyColours = false) =>
    expect.soft(await violations(page, onlyColours), `${what}, ${as}`).toEqual([])
  await look('wide, light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await look('wide, dark', true)
  await page.setViewportSize(telephone)
  await look('on a telephone, dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await look('on a telephone, light', true)
  await page.setViewportSize(desktop)
}

async function violations(page: Page, onlyColours: boolean) {
  // To be read once in each document is enough: it takes longer than to look at a small page.
  const isThere = await page.evaluate(() => 'axe' in globalThis)
  const axe = new AxeBuilder({ page, ...(isThere ? { axeSource: 'undefined' } : {}) })
    // Everything stands in one document: the blank page that frames of other origins need is not.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
  const { violations } = await (
    onlyColours ? axe.withRules(ofColours) : axe.withTags(wcag22AA)
  ).analyze()
  return violations.map(({ id, nodes }) => ({
    id,
    at: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`),
  }))
}
