import { eq, sql } from 'drizzle-orm'
import type { AnyD1 } from '../database.ts'
import { session } from '../schema/index.ts'
import { asking, type Asker, type Asking } from './asking.ts'
import { kept, type Queries, type Rows } from './kept.ts'
import { readAsOne } from './read-as-one.ts'
import { viewerOf } from './records.ts'
import { memberById } from './snapshot.ts'

/** The member who asks, if the session that they ask by has not ended. */
const asker = {
  viewer: kept((db) =>
    memberById(
      db,
      asking.organizationId,
      asking.viewerId,
      sql`EXISTS (SELECT 1 FROM ${session} WHERE ${session.id} = ${asking.sessionId}
        AND ${eq(session.userId, asking.viewerId)} AND ${session.expiresAt} > ${asking.now})`,
    ),
  ),
}

/** Reads a page and whoever asks for it as one batch: what is answered, and to whom, is of one instant. */
export async function readPage<Q extends Queries>(
  d1: AnyD1,
  asked: Asking,
  queries: Q,
  values: Record<string, unknown> = {},
): Promise<{ asker: Asker; rows: Rows<Q> } | null> {
  const rows = await readAsOne(d1, { ...queries, ...asker }, { ...asked, ...values })
  const [viewer] = (rows as Rows<typeof asker>).viewer
  return viewer
    ? {
        asker: { viewer: viewerOf(viewer), lastActiveAt: viewer.lastActiveAt },
        rows: rows as Rows<Q>,
      }
    : null
}
