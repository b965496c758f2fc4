import type { AnyD1 } from '../../db/database.ts'
import { withDatabases } from '../database-for.ts'
import type { Env } from '../env.ts'
import { noteTrip } from './operation.ts'

/** The bindings with a D1 that counts its round trips for whatever operation is under way. The same for the same bindings. */
export function countingTrips(env: Env): Env {
  const known = counting.get(env)
  if (known) return known
  const made = withDatabases(env, countedD1)
  counting.set(env, made)
  return made
}

const counting = new WeakMap<Env, Env>()

function countedD1(d1: D1Database): D1Database {
  return {
    ...countedTrips(d1),
    exec: (query) => {
      noteTrip()
      return d1.exec(query)
    },
    withSession: (from) => {
      const session = d1.withSession(from)
      return { ...countedTrips(session), getBookmark: () => session.getBookmark() }
    },
    dump: () => d1.dump(),
  }
}

function countedTrips(d1: AnyD1): Pick<D1Database, 'prepare' | 'batch'> {
  return {
    prepare: (query) => new CountedStatement(d1.prepare(query)),
    batch: (statements) => {
      noteTrip()
      return d1.batch(statements.map(CountedStatement.within))
    },
  }
}

class CountedStatement implements D1PreparedStatement {
  readonly #statement: D1PreparedStatement

  constructor(statement: D1PreparedStatement) {
    this.#statement = statement
  }

  /** D1 takes its own statements alone. */
  static within(this: void, statement: D1PreparedStatement): D1PreparedStatement {
    return statement instanceof CountedStatement ? statement.#statement : statement
  }

  bind(...values: unknown[]): D1PreparedStatement {
    return new CountedStatement(this.#statement.bind(...values))
  }

  first<T = unknown>(column: string): Promise<T | null>
  first<T = Record<string, unknown>>(): Promise<T | null>
  first<T>(column?: string): Promise<T | null> {
    noteTrip()
    return column === undefined ? this.#statement.first<T>() : this.#statement.first<T>(column)
  }

  run<T = Record<string, unknown>>(): Promise<D1Result<T>> {
    noteTrip()
    return this.#statement.run<T>()
  }

  all<T = Record<string, unknown>>(): Promise<D1Result<T>> {
    noteTrip()
    return this.#statement.all<T>()
  }

  raw<T = unknown[]>(options: { columnNames: true }): Promise<[string[], ...T[]]>
  raw<T = unknown[]>(options?: { columnNames?: false }): Promise<T[]>
  raw<T = unknown[]>(options?: { columnNames?: boolean }): Promise<T[] | [string[], ...T[]]> {
    noteTrip()
    return options?.columnNames
      ? this.#statement.raw<T>({ columnNames: true })
      : this.#statement.raw<T>()
  }
}
