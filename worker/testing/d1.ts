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

/** A D1 in front of the real one that notes the text of every statement. */
export function noteStatements(d1: D1Database): { d1: D1Database; texts: string[] } {
  const texts: string[] = []
  const noting = new Proxy(d1, {
    get(target, name) {
      if (name === 'prepare') {
        return (text: string) => {
          texts.push(text)
          return target.prepare(text)
        }
      }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { d1: noting, texts }
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
