import { chromium } from '@playwright/test'
import { spreadOf } from '../bench/measure/statistics.ts'
import { inviteSomebody } from '../bench/page/invite-somebody.ts'
import { loadPage, type Load } from '../bench/page/load-page.ts'
import { table } from '../bench/report/table.ts'
import { parseArguments, wholeNumber } from './lib/arguments.ts'
import { chromiumArguments, chromiumPath } from './lib/chromium.ts'
import { command } from './lib/command.ts'
import { startScratch } from './lib/scratch.ts'

const figures: readonly [title: string, of: (load: Load) => number, digits: number][] = [
  ['its document is there', (load) => load.document, 0],
  ['first paint', (load) => load.firstPaint, 0],
  ['largest paint', (load) => load.largestPaint, 0],
  ['its form is there', (load) => load.form, 0],
  ['layout that moved (CLS)', (load) => load.moved, 3],
]

await command(async (args) => {
  const told = parseArguments(
    args,
    { loads: { type: 'string', default: '10' } },
    'What can be said: --loads 10',
  )
  const loads = wholeNumber('--loads', told.loads, 1)
  const { app, mailbox, stop } = await startScratch()
  const executablePath = await chromiumPath()
  const browser = await chromium.launch({
    args: chromiumArguments,
    ...(executablePath ? { executablePath } : {}),
  })
  try {
    const link = await inviteSomebody(app, mailbox)
    // The first one warms up the worker, and Chromium.
    await loadPage(browser, link)
    const measured: Load[] = []
    while (measured.length < loads) measured.push(await loadPage(browser, link))
    const rows = figures.map(([title, of, digits]) => {
      const { median, least, most } = spreadOf(measured.map(of))
      return [title, ...[median, least, most].map((value) => value.toFixed(digits))]
    })
    console.log(`\n${table(['ms, of a pending invitation', ' median', ' least', ' most'], rows)}\n`)
  } finally {
    await browser.close()
    await stop()
  }
})
