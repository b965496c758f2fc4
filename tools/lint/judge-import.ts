import path from 'node:path/posix'
import { zones, type Zone } from './zones.ts'

/** Packages that only a server can run, or that a browser should not load. */
const serverPackages = [
  'zod',
  'hono',
  'drizzle-orm',
  'better-auth',
  '@trpc/server',
  'cloudflare:',
  'node:',
  'wrangler',
]

/** An import as it stands in a file; `file` is relative to the checkout. */
export type Import = { file: string; specifier: string; isType: boolean }

/** Why an import goes in a direction that it must not, and where to go instead; `null` when it is fine. */
export function judgeImport({ file, specifier, isType }: Import): string | null {
  // A test may look at its subject from every side, and the simulation is one.
  if (file.endsWith('.test.ts') || /^worker\/(testing|simulation)\//.test(file)) return null
  const zone = zoneOf(file)
  if (!zone) return null
  const target = resolve(file, specifier)
  if (target.startsWith(zone.place) || isWithin(target, zone.may)) return null
  if (isType && isWithin(target, zone.mayType ?? [])) return null
  return `${zone.place} may not import ${target}. ${sentence(zone, target)}`
}

function zoneOf(file: string): Zone | undefined {
  return zones
    .filter(({ place }) => file.startsWith(place))
    .toSorted((a, b) => b.place.length - a.place.length)
    .at(0)
}

/** The path that a specifier means, relative to the checkout, or the package's name as it stands. */
function resolve(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return path.join(path.dirname(file), specifier)
  if (specifier.startsWith('#lib/')) return `web/src/lib/${specifier.slice('#lib/'.length)}`
  return specifier
}

function isWithin(target: string, places: readonly string[]): boolean {
  return places.some((place) =>
    place === 'package:' ? isHarmlessPackage(target) : isIn(target, place),
  )
}

function isHarmlessPackage(target: string): boolean {
  const isPath = /^(worker|db|web|tools|e2e|bench|\.\.)(\/|$)/.test(target)
  return !isPath && !serverPackages.some((name) => isIn(target, name))
}

/** Folders and schemes end with their sign; a file or a package is itself, or has parts behind a slash. */
function isIn(target: string, place: string): boolean {
  if (/[/:]$/.test(place)) return target.startsWith(place)
  return target === place || target.startsWith(`${place}/`)
}

function sentence(zone: Zone, target: string): string {
  return zone.instead.find(([prefix]) => target.startsWith(prefix))?.[1] ?? ''
}
