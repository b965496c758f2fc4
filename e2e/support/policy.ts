import type { BrowserContext, ConsoleMessage } from '@playwright/test'

/** Keeps what the pages of a browser were kept from: it tells so on its console. Answers how to stop. */
export function watchPolicy(context: BrowserContext, violations: string[]): () => void {
  const hear = (message: ConsoleMessage) => {
    if (!/content security policy|permissions policy/i.test(message.text())) return
    const { pathname } = new URL(message.page()?.url() ?? 'about:blank')
    violations.push(`${pathname}: ${message.text()}`)
  }
  context.on('console', hear)
  return () => void context.off('console', hear)
}
