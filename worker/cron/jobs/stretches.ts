/** Clean-up of tables that have no index on time, so that no write pays for one. */

/** A table's rows, by a key that is of text and the first of it. */
export type Walk = {
  table: 'audit_event' | 'outbox_mail' | 'quota'
  key: readonly string[]
  mostStretches: number
}

/** A condition on the rows of a stretch, and what is bound in it. */
export type Stretch = { isIn: string; bounds: readonly string[] }

const rowsInStretch = 10_000

/**
 * Goes through a table in the order of its key, a stretch at a time, for a long statement would hold up everybody. What
 * is beyond the last stretch is left to the next run of the job, and what one had before it that was killed.
 */
export async function* stretches(
  d1: D1Database,
  job: string,
  { table, key, mostStretches }: Walk,
): AsyncGenerator<Stretch> {
  const names = key.map((column) => `"${column}"`).join()
  const columns = `(${names})`
  const marks = `(${key.map(() => '?').join()})`
  const look = d1.prepare(
    `SELECT json_array${columns} AS "end" FROM "${table}" WHERE ${columns} > ${marks} ORDER BY ${names}
    LIMIT 1 OFFSET ${rowsInStretch - 1}`,
  )
  // Heartbeats are in the first database alone, and this is in each.
  const remember = d1.prepare(
    `INSERT INTO "job_run" ("job", "started_at", "reached") VALUES (?2, 0, ?1)
    ON CONFLICT ("job") DO UPDATE SET "reached" = ?1`,
  )
  const reached = await d1
    .prepare('SELECT "reached" FROM "job_run" WHERE "job" = ?')
    .bind(job)
    .first<string | null>('reached')
  let from = reached === null ? key.map(() => '') : listIn(reached)
  for (let passed = 0; passed < mostStretches; passed += 1) {
    const end = await look.bind(...from).first<string>('end')
    if (end === null) {
      yield { isIn: `${columns} > ${marks}`, bounds: from }
    } else {
      const to = listIn(end)
      yield { isIn: `${columns} > ${marks} AND ${columns} <= ${marks}`, bounds: [...from, ...to] }
      from = to
    }
    await remember.bind(end, job).run()
    if (end === null) break
  }
}

function listIn(json: string): string[] {
  return JSON.parse(json) as string[]
}
