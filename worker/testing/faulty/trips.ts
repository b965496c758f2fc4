/** A D1 in front of the real one, on which every round trip is a seam. */
import type { AnyD1 } from '../../../db/database.ts'

/** One round trip to D1: a batch, or a statement by itself. */
export type Trip = {
  /** Its statements, in their order. */
  statements: D1PreparedStatement[]
  /** Makes it, with these statements instead where a batch is given some. */
  go: (instead?: D1PreparedStatement[]) => Promise<unknown>
}

/** Its sessions are seams as well. */
export function interceptTrips<D extends AnyD1>(
  d1: D,
  around: (trip: Trip) => Promise<unknown>,
): D {
  const realOf = new WeakMap<D1PreparedStatement, D1PreparedStatement>()

  function intercepted(real: D1PreparedStatement): D1PreparedStatement {
    const statement = new Proxy(real, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        if (name === 'bind') {
          return (...values: unknown[]) => intercepted(target.bind(...values))
        }
        return (...options: unknown[]) =>
          around({
            statements: [target],
            go: async () => Reflect.apply(value, target, options) as unknown,
          })
      },
    })
    realOf.set(statement, real)
    return statement
  }

  return new Proxy(d1, {
    get(target, name) {
      if (name === 'prepare') return (text: string) => intercepted(target.prepare(text))
      if (name === 'batch') {
        return (given: D1PreparedStatement[]) => {
          const statements = given.map((statement) => realOf.get(statement) ?? statement)
          return around({ statements, go: (instead = statements) => target.batch(instead) })
        }
      }
      if (name === 'withSession' && 'withSession' in target)
        return (from?: string) => interceptTrips(target.withSession(from), around)
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
