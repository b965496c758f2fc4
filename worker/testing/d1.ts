/** A D1 in front of the real one, for what a test wants to see or to break between a command and its rows. */
import type { AnyD1 } from '../../db/database.ts'

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
  return inFront(d1, (target) => {
    const batch: Batch = (statements) =>
      around(() => target.batch(statements), (at += 1), statements)
    return { batch }
  })
}

/** A D1 in front of the real one that notes the text of every statement. */
export function noteStatements(d1: D1Database): { d1: D1Database; texts: string[] } {
  const texts: string[] = []
  const noting = inFront(d1, (target) => ({
    prepare: (text: string) => {
      texts.push(text)
      return target.prepare(text)
    },
  }))
  return { d1: noting, texts }
}

/** A D1 in front of the real one that notes from where each of its sessions begins. */
export function noteSessions(d1: D1Database): { d1: D1Database; begun: (string | undefined)[] } {
  const begun: (string | undefined)[] = []
  const noting = inFront(d1, (target) => ({
    withSession: (from?: string) => {
      begun.push(from)
      return (target as D1Database).withSession(from)
    },
  }))
  return { d1: noting, begun }
}

/** A D1 with other methods in the place of some, and so are its sessions. */
export function inFront<D extends AnyD1>(
  d1: D,
  methods: (target: AnyD1) => Record<string, (...given: never[]) => unknown>,
): D {
  const others = methods(d1)
  return new Proxy(d1, {
    get(target, name) {
      if (typeof name === 'string' && Object.hasOwn(others, name)) return others[name]
      if (name === 'withSession' && 'withSession' in target)
        return (from?: string) => inFront(target.withSession(from), methods)
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** How SQLite goes about a statement: a line for each table that it reads. */
export async function planOf(d1: D1Database, text: string): Promise<string[]> {
  // Numbered ones may be named several times.
  const numbers = Array.from(
    text.matchAll(/\?(\d*)/g),
    ([, number], at) => Number(number) || at + 1,
  )
  const parameters = Array.from({ length: Math.max(0, ...numbers) }, () => null)
  const explained = d1.prepare(`EXPLAIN QUERY PLAN ${text}`).bind(...parameters)
  const { results } = await explained.all<{ detail: string }>()
  return results.map(({ detail }) => detail)
}
