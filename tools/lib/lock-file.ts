export type LockFile = {
  packages: Record<
    string,
    { optionalDependencies?: Record<string, string>; hasInstallScript?: boolean }
  >
}

/**
 * The packages that bring a program for the time of their installation, which .npmrc keeps from running: they check
 * or hasten what works without. Another one may be an attack, or not work; look at it before its name stands here.
 */
const knownScripts = new Set(['esbuild', 'fsevents', 'workerd'])

/** The packages with an install script that nobody has looked at. */
export function unknownScripts({ packages }: LockFile): string[] {
  return Object.entries(packages)
    .filter(([place, { hasInstallScript }]) => hasInstallScript && !knownScripts.has(nameOf(place)))
    .map(([place]) => place)
}

const nameOf = (place: string) => place.replace(/^.*node_modules\//, '')

/**
 * The optional packages, mostly those of other platforms, that a lock file names and has no entry for: `npm ci`
 * refuses such a lock file. npm writes one when its registry lacks a package at that moment.
 */
export function missingFromLock({ packages }: LockFile): string[] {
  const places = Object.keys(packages)
  return Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !places.some((place) => place.endsWith(`node_modules/${name}`)))
      .map(([name, range]) => `${name}@${range}`),
  )
}
