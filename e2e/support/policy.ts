import type { BrowserContext } from '@playwright/test'

/** Keeps what the pages of a browser were kept from: it tells so on its console. */
export function watchPolicy(context: BrowserContext, violations: string[]): void {
  context.on('console', (message) => {
    if (/content security policy|permissions policy/i.test(message.text())) {
      violations.push(
        `${new URL(message.page()?.url() ?? 'about:blank').pathname}: ${message.text()}`,
      )
    }
  })
}
