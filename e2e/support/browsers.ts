import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'

/**
 * Browsers that keep what they have loaded of the app from one journey to the next, as people's do, and nothing of
 * whom they were lent to: no cookie, and no choice that was made.
 */
export class Browsers {
  readonly #origin: string
  /** Those that nobody has, by what they were made with. */
  readonly #free = new Map<string, BrowserContext[]>()

  constructor(origin: string) {
    this.#origin = origin
  }

  /** An empty page, in a browser that nobody else has. */
  async lend(browser: Browser, kind: string, options?: BrowserContextOptions): Promise<Page> {
    const kept = this.#free.get(kind)?.pop()
    if (!kept) return (await browser.newContext(options)).newPage()
    const page = await kept.newPage()
    await this.#forget(page)
    return page
  }

  async takeBack(context: BrowserContext, kind: string): Promise<void> {
    await Promise.all(context.pages().map((page) => page.close()))
    this.#free.set(kind, [...(this.#free.get(kind) ?? []), context])
  }

  async #forget(page: Page): Promise<void> {
    const context = page.context()
    const tools = await context.newCDPSession(page)
    await Promise.all([
      context.setOffline(false),
      context.clearCookies(),
      tools.send('Storage.clearDataForOrigin', {
        origin: this.#origin,
        storageTypes: 'local_storage',
      }),
    ])
    await tools.detach()
  }
}
