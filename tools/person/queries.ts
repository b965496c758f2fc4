import { literal } from '../lib/sql.ts'

/** All that is kept of whoever has an address, by the name of each part: what a person may ask for. No secrets. */
export function personQueries(emailKey: string): Record<string, string> {
  const key = literal(emailKey)
  const userId = `(SELECT "id" FROM "user" WHERE "email" = ${key})`
  const at = (column: string) =>
    `strftime('%Y-%m-%dT%H:%M:%SZ', ${column} / 1000, 'unixepoch') AS ${column.split('.').at(-1)}`
  return {
    account: `SELECT "id", "name", "email", "email_verified", ${at('"created_at"')}, ${at('"updated_at"')}
      FROM "user" WHERE "email" = ${key}`,
    waysToSignIn: `SELECT "provider_id", "account_id", ${at('"created_at"')} FROM "account" WHERE "user_id" = ${userId}`,
    sessions: `SELECT "ip_address", "user_agent", ${at('"created_at"')}, ${at('"expires_at"')}
      FROM "session" WHERE "user_id" = ${userId}`,
    memberships: `SELECT o."name" AS "organization", m."organization_id", m."role", m."display_name", ${at('m."joined_at"')},
      (SELECT ${at('m."last_active_at"')} WHERE m."last_active_at" > 0) AS "last_active_at"
      FROM "membership" m JOIN "organization" o ON o."id" = m."organization_id" WHERE m."user_id" = ${userId}`,
    workspaceAccess: `SELECT w."name" AS "workspace", g."organization_id", g."role"
      FROM "membership_grant" g JOIN "workspace" w ON w."id" = g."workspace_id" WHERE g."user_id" = ${userId}`,
    invitationsReceived: `SELECT o."name" AS "organization", i."id", i."email", i."role", i."status", ${at('i."created_at"')}, ${at('i."sent_at"')}, ${at('i."expires_at"')}
      FROM "invitation" i JOIN "organization" o ON o."id" = i."organization_id" WHERE i."email_key" = ${key}`,
    invitationsSent: `SELECT "organization_id", "id", "role", "status", ${at('"created_at"')}, ${at('"sent_at"')}
      FROM "invitation" WHERE "created_by" = ${userId} OR "sponsor_id" = ${userId}`,
    mails: `SELECT "id", "recipient", "payload" ->> 'kind' AS "kind", "status", "failure", ${at('"created_at"')}, ${at('"sent_at"')}
      FROM "outbox_mail" WHERE lower("recipient") = ${key}
      OR "invitation_id" IN (SELECT "id" FROM "invitation" WHERE "email_key" = ${key})`,
    deeds: `SELECT "organization_id", "verb", "actor" = ${userId} AS "by_them", "subject_id", "details", ${at('"created_at"')}
      FROM "audit_event" WHERE "actor" = ${userId} OR "subject_id" = ${userId} ORDER BY "created_at"`,
  }
}

/** Organizations that would be left without an Owner, by name. */
export const onlyOwnerQuery = (emailKey: string) =>
  `SELECT "name" FROM "organization" WHERE "id" IN (${onlyOwnerOf(emailKey)})`

/** The ids of the same. */
export function onlyOwnerOf(emailKey: string): string {
  return `SELECT m."organization_id" FROM "membership" m JOIN "user" u ON u."id" = m."user_id"
    WHERE u."email" = ${literal(emailKey)} AND m."role" = 'owner' AND NOT EXISTS (
      SELECT 1 FROM "membership" other WHERE other."organization_id" = m."organization_id"
      AND other."role" = 'owner' AND other."user_id" <> m."user_id")`
}
