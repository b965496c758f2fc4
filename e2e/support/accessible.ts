import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const wcag22AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** All that can differ between themes, which change colours alone. */
const ofColours = ['color-contrast', 'link-in-text-block']

const desktop = { width: 1280, height: 800 }
export const telephone = { width: 390, height: 844 }

const axeSource = readFileSync(
  createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
)

/** A dialog or a menu, which what lies under it was looked at without. */
const layer = '[role=dialog], [role=alertdialog], [role=menu]'

type Only = {
  /** What a theme can change. */
  colours?: boolean
  /** What lies over the page, where something does. */
  layer?: boolean
}

/** axe finds nothing on what is open: wide and on a telephone, each in light and in dark. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const look = async (as: string, only: Only = {}) =>
    expect.soft(await violations(page, only), `${what}, ${as}`).toEqual([])
  // What changes by and by would be looked at half-way.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await look('wide, light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await look('wide, dark', { colours: true, layer: true })
  await page.setViewportSize(telephone)
  await look('on a telephone, dark', { layer: true })
  await page.emulateMedia({ colorScheme: 'light' })
  await look('on a telephone, light', { colours: true, layer: true })
  await page.setViewportSize(desktop)
}

async function violations(page: Page, only: Only) {
  // What is stuck to the lower edge covers nothing there.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  // Once in each document, not twice at each look: to read it takes longer than to look at a small page.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  const axe = new AxeBuilder({ page, axeSource: 'undefined' })
    // Everything stands in one document: the blank page that frames of other origins need is not.
    .setLegacyMode()
    .options({ resultTypes: ['violations'], preload: false })
  if (only.layer && (await page.locator(layer).filter({ visible: true }).count()) > 0)
    axe.include(layer)
  const { violations } = await (
    only.colours ? axe.withRules(ofColours) : axe.withTags(wcag22AA)
  ).analyze()
  return violations.map(({ id, nodes }) => ({
    id,
    at: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`),
  }))
}
