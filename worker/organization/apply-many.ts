/** The statements of changes that concern any number of rows: their count does not depend on it. */
import { sql } from 'drizzle-orm'
import type { Database } from '../../db/database.ts'
import { jsonLists } from '../../db/queries/json-lists.ts'
import { invitation, invitationGrant, quota } from '../../db/schema/index.ts'
import type { Change, NewInvitation } from '../domain/change.ts'
import type { Grant } from '../domain/roles.ts'
import type { Statement } from './apply.ts'

// `insert … select` names every column in the schema's order. (drizzle's `db.run(sql)` can't carry parameters in a batch.)

export function insertInvitations(
  db: Database,
  organizationId: string,
  invitations: readonly NewInvitation[],
): Statement[] {
  return [
    ...jsonLists(invitations).map((list) =>
      db.insert(invitation).select(
        sql`SELECT value ->> 'id', ${organizationId}, value ->> 'email', value ->> 'emailKey', value ->> 'role', 'pending', 1, 1,
          value ->> 'createdBy', value ->> 'createdBy', value ->> 'sentAt', value ->> 'sentAt', value ->> 'expiresAt', NULL, NULL,
          (SELECT json_group_array(granted.value ->> 'workspaceId') FROM json_each(asked.value, '$.grants') AS granted), 0
          FROM json_each(${list}) AS asked`,
      ),
    ),
    ...putInvitationGrants(db, invitations),
  ]
}

/** Grants that invitations promise from now on, beside what they promise already. */
export function putInvitationGrants(
  db: Database,
  promises: readonly { id: string; grants: readonly Grant[] }[],
): Statement[] {
  const rows = promises.flatMap(({ id, grants }) => (grants.length > 0 ? [{ id, grants }] : []))
  return jsonLists(rows).map((list) =>
    db
      .insert(invitationGrant)
      .select(
        sql`SELECT promise.value ->> 'id', granted.value ->> 'workspaceId', granted.value ->> 'role'
          FROM json_each(${list}) AS promise, json_each(promise.value, '$.grants') AS granted WHERE true`,
      )
      .onConflictDoUpdate({
        target: [invitationGrant.invitationId, invitationGrant.workspaceId],
        set: { role: sql`excluded.role` },
      }),
  )
}

/** Exact also where other organizations count towards the same limit: over it, the NULL fails the batch (R42). */
export function countTowardsQuotas(
  db: Database,
  { keys, limit, now, windowEndsAt }: Extract<Change, { kind: 'quotas.count' }>,
): Statement {
  return db
    .insert(quota)
    .select(
      sql`SELECT value, count(*), ${windowEndsAt} FROM json_each(${JSON.stringify(keys)}) WHERE true GROUP BY value`,
    )
    .onConflictDoUpdate({
      target: quota.key,
      set: {
        count: sql`CASE WHEN ${quota.windowEndsAt} <= ${now} THEN excluded.count WHEN ${quota.count} + excluded.count - 1 < ${limit} THEN ${quota.count} + excluded.count END`,
        windowEndsAt: sql`CASE WHEN ${quota.windowEndsAt} <= ${now} THEN excluded.window_ends_at ELSE ${quota.windowEndsAt} END`,
      },
    })
}
