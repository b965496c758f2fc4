import { sql } from 'drizzle-orm'
import { given, kept } from '../../../db/queries/kept.ts'
import { quota } from '../../../db/schema/index.ts'

// The provider's limit stands among ours: until its window ends, nobody sends.
const key = 'mail:provider'

/** Until when no run may send; NULL when nothing has been asked of us. */
export const pausedUntil = sql<
  number | null
>`(SELECT "window_ends_at" FROM "quota" WHERE "key" = ${sql.raw(`'${key}'`)})`

/** Has every run wait, also those that begin later. A longer pause that is known stays. */
export const pauseQueue = kept((db) =>
  db
    .insert(quota)
    .values({ key, count: 1, windowEndsAt: sql`${given('pauseUntil')}` })
    .onConflictDoUpdate({
      target: quota.key,
      set: { windowEndsAt: sql`max(${quota.windowEndsAt}, excluded.window_ends_at)` },
    }),
)
