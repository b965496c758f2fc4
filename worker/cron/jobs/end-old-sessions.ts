import { inEachDatabase } from '../in-each-database.ts'

const day = 24 * 60 * 60 * 1000
const longestSession = 90 * day
const mostAtOnce = 5000

/** Ends sessions that began long ago, however often they are used: whoever has a copy of the cookie is out then, too. */
export const endOldSessions = inEachDatabase('end-old-sessions', async (d1, now) => {
  const { meta } = await d1
    .prepare(
      `DELETE FROM session WHERE id IN
      (SELECT id FROM session WHERE created_at <= ?1 ORDER BY created_at LIMIT ${mostAtOnce})`,
    )
    .bind(now - longestSession)
    .run()
  return { ended: meta.changes }
})
