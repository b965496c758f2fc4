import type { D1Migration } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

declare global {
  namespace Cloudflare {
    interface Env {
      MIGRATIONS: D1Migration[]
      /** A second one, which a test of several begins for itself. */
      DB_2: D1Database
    }
  }
}

type Entry = { type: string; name: string; sql: string }

/** Makes a D1 one with every table, and no row. */
export async function beginEmpty(d1: D1Database): Promise<void> {
  const { results: entries } = await d1
    .prepare(
      `SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'`,
    )
    .all<Entry>()
  const tables = entries.filter(({ type }) => type === 'table')
  const triggers = entries.filter(({ type }) => type === 'trigger')

  const migrate = env.MIGRATIONS.flatMap(({ queries }) => queries)
  const empty = [
    'PRAGMA defer_foreign_keys = ON',
    ...triggers.map(({ name }) => `DROP TRIGGER "${name}"`),
    ...tables.map(({ name }) => `DELETE FROM "${name}"`),
    ...triggers.map(({ sql }) => sql),
  ]

  // One transaction: `applyD1Migrations` takes one a statement, which for each file of tests are seconds.
  const statements = tables.length > 0 ? empty : migrate
  await d1.batch(statements.map((statement) => d1.prepare(statement)))
}

// Files of tests share one workerd, for starting it costs more than most of them; each begins with an empty D1.
await beginEmpty(env.DB)
