import type { Browser, BrowserContextOptions, Page } from '@playwright/test'

type Kept = { page: Page; viewport: ReturnType<Page['viewportSize']> }

/**
 * Browsers that keep what they have loaded of the app from one journey to the next, as people's do, and nothing of
 * whom they were lent to: no cookie, and no choice that was made.
 */
export class Browsers {
  readonly #origin: string
  /** Those that nobody has, by what they were made with. */
  readonly #free = new Map<string, Kept[]>()
  readonly #lent = new Map<Page, { kind: string } & Kept>()

  constructor(origin: string) {
    this.#origin = origin
  }

  /** An empty page, in a browser that nobody else has. */
  async lend(browser: Browser, kind: string, options?: BrowserContextOptions): Promise<Page> {
    const kept = this.#free.get(kind)?.pop() ?? (await open(browser, options))
    this.#lent.set(kept.page, { kind, ...kept })
    return kept.page
  }

  async takeBack(page: Page): Promise<void> {
    const lent = this.#lent.get(page)
    this.#lent.delete(page)
    // Only where the app stands can what it has noted be taken from the browser.
    if (!lent || page.isClosed() || !page.url().startsWith(this.#origin)) {
      return page.context().close()
    }
    await forget(lent)
    this.#free.set(lent.kind, [...(this.#free.get(lent.kind) ?? []), lent])
  }
}

async function open(browser: Browser, options?: BrowserContextOptions): Promise<Kept> {
  const page = await (await browser.newContext(options)).newPage()
  return { page, viewport: page.viewportSize() }
}

async function forget({ page, viewport }: Kept): Promise<void> {
  const context = page.context()
  page.removeAllListeners()
  await page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
  // What is still held back would be sent if it were let go where the page can hear of it.
  await page.goto('about:blank')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  for (const other of context.pages()) if (other !== page) await other.close()
  await context.setOffline(false)
  await context.clearCookies()
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  await page.mouse.move(0, 0)
  const size = page.viewportSize()
  if (viewport && (size?.width !== viewport.width || size.height !== viewport.height)) {
    await page.setViewportSize(viewport)
  }
}
