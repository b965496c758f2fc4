import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1'
import * as schema from './schema/index.ts'

/** A D1, which is its primary, or a session of one, which may be answered by a replica. */
export type AnyD1 = D1Database | D1DatabaseSession

/** The database with its schema: the same for the same D1, as it holds no state and takes a while to make. */
export function database(d1: AnyD1): Database {
  const known = made.get(d1)
  if (known) return known
  // Of a D1 it takes what a session has, too.
  const db = drizzle(d1 as D1Database, { schema })
  made.set(d1, db)
  return db
}

/**
 * A session of a D1 that begins at a bookmark, or as a constraint of D1's says. Queries are built for it with the database of
 * its D1, which is there already.
 */
export function sessionOf(d1: D1Database, from: D1SessionBookmark): D1DatabaseSession {
  const session = d1.withSession(from)
  made.set(session, database(d1))
  return session
}

const made = new WeakMap<AnyD1, Database>()

export type Database = DrizzleD1Database<typeof schema>
