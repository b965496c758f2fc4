import { createHash, createHmac } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The D1 of each worker, by the id under which its file is found. */
export const databases = ['usher', 'peer', 'floors'] as const
export type Database = (typeof databases)[number]

/** Runs statements in a D1 that no worker has open, all or none of them. It is made where there is none. */
export function fill(state: string, database: Database, statements: readonly string[]): void {
  withDatabase(state, database, (file) => {
    file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; BEGIN;')
    for (const statement of statements) file.exec(statement)
    // Rows were not written in the order that their references want; whether all are there is looked at here.
    const [broken] = file.prepare('PRAGMA foreign_key_check').all()
    if (broken) throw new Error(`A row of ${database} refers to none: ${JSON.stringify(broken)}`)
    file.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE);')
  })
}

/** The one number that a query of a D1 answers. */
export function count(state: string, database: Database, sql: string): number {
  return withDatabase(state, database, (file) =>
    Number(Object.values(file.prepare(sql).get() ?? {})[0]),
  )
}

function withDatabase<T>(state: string, database: Database, use: (file: DatabaseSync) => T): T {
  const folder = path.join(state, 'v3/d1/miniflare-D1DatabaseObject')
  mkdirSync(folder, { recursive: true })
  const name = path.join(folder, `${objectId('miniflare-D1DatabaseObject', database)}.sqlite`)
  const file = new DatabaseSync(name, { enableForeignKeyConstraints: false, timeout: 30_000 })
  try {
    return use(file)
  } finally {
    file.close()
  }
}

/** The id that workerd gives the object of a name. */
function objectId(namespace: string, name: string): string {
  const key = createHash('sha256').update(namespace).digest()
  const digest = (of: string | Buffer) =>
    createHmac('sha256', key).update(of).digest().subarray(0, 16)
  const named = digest(name)
  return Buffer.concat([named, digest(named)]).toString('hex')
}
