/** The statements of changes that concern any number of rows: their count does not depend on it. */
import { sql } from 'drizzle-orm'
import { jsonLists } from '../../db/queries/json-lists.ts'
import { filled, given, kept } from '../../db/queries/kept.ts'
import type { Statement } from '../../db/queries/statement.ts'
import { invitation, invitationGrant, quota } from '../../db/schema/index.ts'
import type { Change, NewInvitation } from '../domain/change.ts'
import type { Grant } from '../domain/roles.ts'

// `insert … select` names every column in the schema's order. (drizzle's `db.run(sql)` can't carry parameters in a batch.)

const insertion = kept((db) =>
  db.insert(invitation).select(
    sql`SELECT value ->> 'id', ${given('organizationId')}, value ->> 'email', value ->> 'emailKey', value ->> 'role', 'pending', 1, 1,
      value ->> 'createdBy', value ->> 'createdBy', value ->> 'sentAt', value ->> 'sentAt', value ->> 'expiresAt', NULL, NULL,
      (SELECT json_group_array(granted.value ->> 'workspaceId') FROM json_each(asked.value, '$.grants') AS granted), 0
      FROM json_each(${given('invitations')}) AS asked`,
  ),
)

export function insertInvitations(
  organizationId: string,
  invitations: readonly NewInvitation[],
): Statement[] {
  return [
    ...jsonLists(invitations).map((list) =>
      filled(insertion, { organizationId, invitations: list }),
    ),
    ...putInvitationGrants(invitations),
  ]
}

const promising = kept((db) =>
  db
    .insert(invitationGrant)
    .select(
      sql`SELECT promise.value ->> 'id', granted.value ->> 'workspaceId', granted.value ->> 'role'
        FROM json_each(${given('promises')}) AS promise, json_each(promise.value, '$.grants') AS granted WHERE true`,
    )
    .onConflictDoUpdate({
      target: [invitationGrant.invitationId, invitationGrant.workspaceId],
      set: { role: sql`excluded.role` },
    }),
)

/** Grants that invitations promise from now on, beside what they promise already. */
export function putInvitationGrants(
  promises: readonly { id: string; grants: readonly Grant[] }[],
): Statement[] {
  const rows = promises.flatMap(({ id, grants }) => (grants.length > 0 ? [{ id, grants }] : []))
  return jsonLists(rows).map((list) => filled(promising, { promises: list }))
}

const now = given('now')
const windowEndsAt = given('windowEndsAt')

const counting = kept((db) =>
  db
    .insert(quota)
    .select(
      sql`SELECT value, count(*), ${windowEndsAt} FROM json_each(${given('keys')}) WHERE true GROUP BY value`,
    )
    .onConflictDoUpdate({
      target: quota.key,
      set: {
        count: sql`CASE WHEN ${quota.windowEndsAt} <= ${now} THEN excluded.count WHEN ${quota.count} + excluded.count - 1 < ${given('limit')} THEN ${quota.count} + excluded.count END`,
        windowEndsAt: sql`CASE WHEN ${quota.windowEndsAt} <= ${now} THEN excluded.window_ends_at ELSE ${quota.windowEndsAt} END`,
      },
    }),
)

/** Exact also where other organizations count towards the same limit: over it, the NULL fails the batch (R42). */
export function countTowardsQuotas({
  keys,
  ...counted
}: Extract<Change, { kind: 'quotas.count' }>): Statement {
  return filled(counting, { ...counted, keys: JSON.stringify(keys) })
}
