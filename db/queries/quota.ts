/** At most `limit` in a window that starts with the first one counted (R42). */
export type Limit = { key: string; limit: number }

/** One counted in one window. */
export type Spent = { key: string; windowEndsAt: number }

/** What was spent, or which limit is reached: the one that opens again last. */
export type Spending = { ok: true; spent: Spent[] } | { ok: false; reached: Spent }

// Of the limits in the JSON list ?1, those that are reached at ?2.
const reached = `SELECT q."key", q."window_ends_at" AS "windowEndsAt" FROM json_each(?1) AS asked
  JOIN "quota" AS q ON q."key" = asked.value ->> 'key'
  WHERE q."window_ends_at" > ?2 AND q."count" >= asked.value ->> 'limit'
  ORDER BY q."window_ends_at" DESC`

/**
 * Counts one more towards every limit, or towards none when one of them is reached. Exact, however many do so
 * at once: it is one batch, and D1 runs one at a time.
 */
export async function spend(
  d1: D1Database,
  limits: Limit[],
  { now, windowMs }: { now: number; windowMs: number },
): Promise<Spending> {
  const asked = JSON.stringify(limits)
  const [full, counted] = await d1.batch<Spent>([
    d1.prepare(reached).bind(asked, now),
    d1
      .prepare(
        `INSERT INTO "quota" ("key", "count", "window_ends_at")
        SELECT asked.value ->> 'key', 1, ?3 FROM json_each(?1) AS asked WHERE NOT EXISTS (${reached})
        ON CONFLICT ("key") DO UPDATE SET
          "count" = CASE WHEN "window_ends_at" > ?2 THEN "count" + 1 ELSE 1 END,
          "window_ends_at" = CASE WHEN "window_ends_at" > ?2 THEN "window_ends_at" ELSE ?3 END
        RETURNING "key", "window_ends_at" AS "windowEndsAt"`,
      )
      .bind(asked, now, now + windowMs),
  ])
  const [last] = full?.results ?? []
  return last ? { ok: false, reached: last } : { ok: true, spent: counted?.results ?? [] }
}

/** Gives back what was spent, unless its window is over. */
export async function refund(d1: D1Database, spent: Spent[]): Promise<void> {
  await d1
    .prepare(
      `UPDATE "quota" SET "count" = "count" - 1 FROM json_each(?1) AS taken
      WHERE "quota"."key" = taken.value ->> 'key'
      AND "quota"."window_ends_at" = taken.value ->> 'windowEndsAt' AND "quota"."count" > 0`,
    )
    .bind(JSON.stringify(spent))
    .run()
}
