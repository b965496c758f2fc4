import { drizzle } from 'drizzle-orm/d1'
import * as schema from './schema/index.ts'

/** The database with its schema. It holds no state: make one per request, job or command. */
export const database = (d1: D1Database) => drizzle(d1, { schema })

export type Database = ReturnType<typeof database>
