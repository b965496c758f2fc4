import { chromiumPath } from '../../tools/lib/chromium.ts'
import { startScratch } from '../../tools/lib/scratch.ts'

/** Brings up an Usher for the journeys; what it answers takes everything down again. */
export default async function setUp(): Promise<() => Promise<void>> {
  const { app, mailbox, state, stop } = await startScratch()
  // The processes that run the journeys inherit these, and read the configuration anew with them.
  process.env['USHER_APP'] = app
  process.env['USHER_MAILBOX'] = mailbox
  process.env['USHER_STATE'] = state
  const chromium = await chromiumPath()
  if (chromium) process.env['USHER_CHROMIUM'] = chromium
  return stop
}
