import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { migrationFiles } from './migrations.ts'
import { inRoot } from './paths.ts'
import { wranglerMust } from './wrangler.ts'

/** The database's name in wrangler.toml, which the Deploy button lets one choose. */
export const databaseName = nameIn(readFileSync(inRoot('wrangler.toml'), 'utf8'))

function nameIn(config: string): string {
  const [, name] = /^database_name\s*=\s*"([^"]+)"/m.exec(config) ?? []
  if (!name) throw new Error('wrangler.toml names no database')
  return name
}

/** Applies what the local D1 in `state` lacks; asks wrangler, which takes seconds, only when something does. */
export async function migrate(state: string): Promise<void> {
  const applied = new Set(query(state, 'SELECT name FROM d1_migrations').map(({ name }) => name))
  if (migrationFiles().every((name) => applied.has(name))) return
  await wranglerMust(
    ['d1', 'migrations', 'apply', databaseName, '--local', '--persist-to', state],
    'The local database could not be brought up to date. What was there before is unchanged.',
  )
}

/** Rows of a query; none while the database, or a table of it, is not there yet. */
export function query(state: string, sql: string, ...values: string[]): Record<string, unknown>[] {
  if (!databaseFile(state)) return []
  try {
    return withDatabase(state, (database) => database.prepare(sql).all(...values))
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('no such table')) return []
    throw error
  }
}

/** Changes rows past the worker, also while it runs: how the tests turn the clock. Answers how many. */
export function execute(state: string, sql: string, ...values: (string | number | null)[]): number {
  return withDatabase(state, (database) => {
    // The worker does not wait for a lock: this one must not last as long as a disk takes.
    database.exec('PRAGMA synchronous = NORMAL')
    return Number(database.prepare(sql).run(...values).changes)
  })
}

/** Runs statements, all or none of them. */
export function executeAll(state: string, statements: readonly string[]): void {
  withDatabase(state, (database) => {
    // Closing the database takes back what was not committed.
    database.exec(['BEGIN IMMEDIATE;', ...statements, 'COMMIT;'].join('\n'))
  })
}

function withDatabase<T>(state: string, use: (database: DatabaseSync) => T): T {
  const file = databaseFile(state)
  if (!file) throw new Error(`There is no database in ${state}`)
  const database = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true })
  try {
    return use(database)
  } finally {
    database.close()
  }
}

/** Where wrangler keeps the only D1 of this project: the one file that is named by a digest. */
export function databaseFile(state: string): string | null {
  const folder = path.join(state, 'v3/d1/miniflare-D1DatabaseObject')
  if (!existsSync(folder)) return null
  const file = readdirSync(folder).find((name) => /^[0-9a-f]{64}\.sqlite$/.test(name))
  return file ? path.join(folder, file) : null
}
