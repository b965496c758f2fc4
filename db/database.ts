import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1'
import * as schema from './schema/index.ts'

/** The database with its schema: the same for the same D1, as it holds no state and takes a while to make. */
export function database(d1: D1Database): Database {
  const known = made.get(d1)
  if (known) return known
  const db = drizzle(d1, { schema })
  made.set(d1, db)
  return db
}

const made = new WeakMap<D1Database, Database>()

export type Database = DrizzleD1Database<typeof schema>
