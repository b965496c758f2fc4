import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from './paths.ts'

const kept = inRoot('.usher/chromium')

/**
 * A Chromium to run the journeys in: CHROMIUM_PATH, or the one that npm brought along, or the system's. Nothing is
 * downloaded for it. `undefined` leaves the choice to Playwright.
 */
export async function chromiumPath(): Promise<string | undefined> {
  const given = process.env['CHROMIUM_PATH']
  if (given) return given
  if (process.platform === 'linux') return (await unpacked()) ?? installed()
  return undefined
}

/** The packed one is unpacked in a folder of its own and then moved: two runs at once must not see half of it. */
async function unpacked(): Promise<string | null> {
  const executable = path.join(kept, 'chromium')
  if (existsSync(executable)) return executable
  const before = process.env['TMPDIR']
  const folder = `${kept}.${process.pid}`
  mkdirSync(folder, { recursive: true })
  try {
    process.env['TMPDIR'] = folder
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
    if (!existsSync(kept)) renameSync(folder, kept)
    return executable
  } catch {
    return null
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    rmSync(folder, { recursive: true, force: true })
  }
}

function installed(): string | undefined {
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
    existsSync(file),
  )
}

/** What a Chromium of a machine without a desktop, a GPU or a network needs. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
