import { sql } from 'drizzle-orm'
import type { Database } from '../../../db/database.ts'
import { quota } from '../../../db/schema/index.ts'

// The provider's limit stands among ours: until its window ends, nobody sends.
const key = 'mail:provider'

/** Until when no run may send; NULL when nothing has been asked of us. */
export const pausedUntil = sql<
  number | null
>`(SELECT "window_ends_at" FROM "quota" WHERE "key" = ${sql.raw(`'${key}'`)})`

/** Has every run wait, also those that begin later. A longer pause that is known stays. */
export function pauseQueue(db: Database, until: number) {
  return db
    .insert(quota)
    .values({ key, count: 1, windowEndsAt: until })
    .onConflictDoUpdate({
      target: quota.key,
      set: { windowEndsAt: sql`max(${quota.windowEndsAt}, ${until})` },
    })
}
