type LockFile = { packages: Record<string, { optionalDependencies?: Record<string, string> }> }

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
