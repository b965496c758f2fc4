import type { D1Migration } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

declare global {
  namespace Cloudflare {
    interface Env {
      MIGRATIONS: D1Migration[]
    }
  }
}

type Entry = { type: string; name: string; sql: string }

// Files of tests share one workerd, for starting it costs more than most of them; each begins with an empty D1.
const { results: entries } = await env.DB.prepare(
  `SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'`,
).all<Entry>()
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
await env.DB.batch(statements.map((statement) => env.DB.prepare(statement)))
