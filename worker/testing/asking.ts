import { env } from 'cloudflare:workers'
import type { Asking } from '../../db/queries/asking.ts'

/** Somebody who asks for a page of an organization, by a session of theirs. */
export async function askingOf(
  organization: { id: string },
  viewer: { id: string },
  now = Date.now(),
): Promise<Asking> {
  const sessionId = `${viewer.id} asks`
  await env.DB.prepare(
    `INSERT INTO session (id, token, user_id, expires_at, created_at, updated_at)
    VALUES (?1, ?1, ?2, ?3, 1, 1) ON CONFLICT DO NOTHING`,
  )
    .bind(sessionId, viewer.id, Number.MAX_SAFE_INTEGER)
    .run()
  return { organizationId: organization.id, viewerId: viewer.id, sessionId, now }
}
