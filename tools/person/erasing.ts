import { literal } from '../lib/sql.ts'
import { onlyOwnerOf } from './queries.ts'

const nobody = 'erased@erased.invalid'

/**
 * The SQL that removes whoever has an address from every organization, and what is kept of them. It is one deed: all
 * or nothing. Where an organization would be left without an Owner (R35), the first statement fails. What others did
 * with them stays, in the name of nobody: invitations that they sent, and the ids in the audit log.
 */
export function erasingStatements(emailKey: string, now: number): string[] {
  const key = literal(emailKey)
  const at = literal(now)
  const user = `(SELECT "id" FROM "user" WHERE "email" = ${key})`
  const theirs = `SELECT "id" FROM "invitation" WHERE "email_key" = ${key}`
  return [
    // NOT NULL refuses, and takes everything back.
    `UPDATE "organization" SET "version" = NULL WHERE "id" IN (${onlyOwnerOf(emailKey)});`,
    // Commands that are under way are decided anew.
    `UPDATE "organization" SET "version" = "version" + 1 WHERE "id" IN (
      SELECT "organization_id" FROM "membership" WHERE "user_id" = ${user}
      UNION SELECT "organization_id" FROM "invitation" WHERE "email_key" = ${key});`,
    audited(
      'invitation.cancel',
      '"id"',
      `"invitation" WHERE "email_key" = ${key} AND "status" IN ('pending', 'expired')`,
      at,
    ),
    audited('member.remove', '"user_id"', `"membership" WHERE "user_id" = ${user}`, at),
    // The address in any of their mails, and their name in those of whom they invited.
    `UPDATE "outbox_mail" SET "recipient" = ${literal(nobody)}, "payload" = '{}',
      "status" = CASE "status" WHEN 'queued' THEN 'obsolete' ELSE "status" END
      WHERE lower("recipient") = ${key} OR "invitation_id" IN (${theirs});`,
    `UPDATE "outbox_mail" SET "payload" = '{}',
      "status" = CASE "status" WHEN 'queued' THEN 'obsolete' ELSE "status" END
      WHERE "payload" ->> '$.sponsor.email' = ${key};`,
    `UPDATE "invitation" SET "status" = 'canceled', "closed_at" = ${at}
      WHERE "email_key" = ${key} AND "status" IN ('pending', 'expired');`,
    `UPDATE "invitation" SET "email" = ${literal(nobody)}, "email_key" = ${literal(nobody)} WHERE "email_key" = ${key};`,
    // What operations answered has names and addresses.
    `UPDATE "audit_event" SET "answer" = NULL WHERE "answer" IS NOT NULL
      AND (instr(lower("answer"), ${key}) > 0 OR instr("answer", ${user}) > 0);`,
    `DELETE FROM "membership" WHERE "user_id" = ${user};`,
    `DELETE FROM "session" WHERE "user_id" = ${user};`,
    `DELETE FROM "account" WHERE "user_id" = ${user};`,
    `DELETE FROM "verification" WHERE "value" = ${user};`,
    `DELETE FROM "quota" WHERE "key" = ${literal(`mail:address:${emailKey}`)};`,
    // The row stays where invitations refer to it.
    `DELETE FROM "user" WHERE "email" = ${key} AND NOT EXISTS (SELECT 1 FROM "invitation"
      WHERE "user"."id" IN ("created_by", "sponsor_id", "accepted_by"));`,
    `UPDATE "user" SET "name" = 'Erased user', "email" = 'erased-' || "id" || '@erased.invalid',
      "email_verified" = 0, "image" = NULL, "updated_at" = ${at} WHERE "email" = ${key};`,
  ]
}

function audited(verb: string, subject: string, from: string, at: string): string {
  return `INSERT INTO "audit_event" ("id", "organization_id", "verb", "actor", "subject_id", "details", "created_at")
    SELECT lower(hex(randomblob(16))), "organization_id", ${literal(verb)}, 'system:erasure', ${subject}, '{}', ${at} FROM ${from};`
}
