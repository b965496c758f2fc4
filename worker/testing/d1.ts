/** A D1 in front of the real one, for what a test wants to see or to break between a command and its rows. */
type Batch = (statements: D1PreparedStatement[]) => Promise<D1Result[]>

export function interceptBatches(
  d1: D1Database,
  around: (
    go: () => Promise<D1Result[]>,
    at: number,
    statements: D1PreparedStatement[],
  ) => Promise<D1Result[]>,
): D1Database {
  let at = 0
  const batch: Batch = (statements) => around(() => d1.batch(statements), (at += 1), statements)
  return new Proxy(d1, {
    get(target, name) {
      if (name === 'batch') return batch
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
