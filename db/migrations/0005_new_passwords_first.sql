DROP INDEX `outbox_mail_due`;--> statement-breakpoint
CREATE INDEX `outbox_mail_due` ON `outbox_mail` ((invitation_id IS NULL),`next_attempt_at`) WHERE "outbox_mail"."status" = 'queued';