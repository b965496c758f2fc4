import type { BatchItem } from 'drizzle-orm/batch'
import type { AnyD1 } from '../database.ts'
import type { filled } from './kept.ts'

/** One that is built for its deed, or one that is kept and has been given what it is of. */
export type Statement =
  | (BatchItem<'sqlite'> & { toSQL: () => { sql: string; params: unknown[] } })
  | ReturnType<typeof filled>

/** As D1 takes it, for a batch. */
export function ready(d1: AnyD1, statement: Statement): D1PreparedStatement {
  if (typeof statement === 'function') return statement(d1)
  const { sql, params } = statement.toSQL()
  return d1.prepare(sql).bind(...params)
}
