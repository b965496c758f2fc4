CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);--> statement-breakpoint
CREATE INDEX `session_by_user` ON `session` (`user_id`);--> statement-breakpoint
CREATE INDEX `session_by_expiry` ON `session` (`expires_at`);--> statement-breakpoint
CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`account_id` text NOT NULL,
	`password` text,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_one_per_user_and_provider` ON `account` (`user_id`,`provider_id`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_by_identifier` ON `verification` (`identifier`);--> statement-breakpoint
CREATE INDEX `verification_by_expiry` ON `verification` (`expires_at`);--> statement-breakpoint
CREATE TABLE `organization` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `membership` (
	`organization_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`display_name` text,
	`joined_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `user_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "membership_role" CHECK("membership"."role" IN ('owner', 'admin', 'member'))
);
--> statement-breakpoint
CREATE INDEX `membership_by_user` ON `membership` (`user_id`);--> statement-breakpoint
CREATE INDEX `membership_by_joined` ON `membership` (`organization_id`,`joined_at`,`user_id`);--> statement-breakpoint
CREATE INDEX `membership_owners` ON `membership` (`organization_id`) WHERE "membership"."role" = 'owner';--> statement-breakpoint
CREATE TABLE `presence` (
	`organization_id` text NOT NULL,
	`user_id` text NOT NULL,
	`last_active_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `user_id`),
	FOREIGN KEY (`organization_id`,`user_id`) REFERENCES `membership`(`organization_id`,`user_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `presence_by_last_active` ON `presence` (`organization_id`,`last_active_at`);--> statement-breakpoint
CREATE TABLE `workspace` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`archived_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `workspace_by_organization` ON `workspace` (`organization_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `membership_grant` (
	`organization_id` text NOT NULL,
	`user_id` text NOT NULL,
	`workspace_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`organization_id`, `user_id`, `workspace_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`user_id`) REFERENCES `membership`(`organization_id`,`user_id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "membership_grant_role" CHECK("membership_grant"."role" IN ('member', 'manager'))
);
--> statement-breakpoint
CREATE INDEX `membership_grant_by_workspace` ON `membership_grant` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `invitation` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`email` text NOT NULL,
	`email_key` text NOT NULL,
	`role` text NOT NULL,
	`status` text NOT NULL,
	`generation` integer NOT NULL,
	`content_version` integer NOT NULL,
	`created_by` text,
	`sponsor_id` text,
	`created_at` integer NOT NULL,
	`sent_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`closed_at` integer,
	`accepted_by` text,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sponsor_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`accepted_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "invitation_role" CHECK("invitation"."role" IN ('owner', 'admin', 'member')),
	CONSTRAINT "invitation_status" CHECK("invitation"."status" IN ('pending', 'expired', 'accepted', 'declined', 'canceled', 'superseded'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_one_pending_per_address` ON `invitation` (`organization_id`,`email_key`) WHERE "invitation"."status" = 'pending';--> statement-breakpoint
CREATE INDEX `invitation_by_address` ON `invitation` (`organization_id`,`email_key`);--> statement-breakpoint
CREATE INDEX `invitation_by_created` ON `invitation` (`organization_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `invitation_due` ON `invitation` (`expires_at`) WHERE "invitation"."status" = 'pending';--> statement-breakpoint
CREATE TABLE `invitation_grant` (
	`invitation_id` text NOT NULL,
	`workspace_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`invitation_id`, `workspace_id`),
	FOREIGN KEY (`invitation_id`) REFERENCES `invitation`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "invitation_grant_role" CHECK("invitation_grant"."role" IN ('member', 'manager'))
);
--> statement-breakpoint
CREATE INDEX `invitation_grant_by_workspace` ON `invitation_grant` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `outbox_mail` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text,
	`invitation_id` text,
	`generation` integer,
	`recipient` text NOT NULL,
	`payload` text NOT NULL,
	`status` text NOT NULL,
	`failure` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`lease_id` text,
	`lease_until` integer,
	`first_attempt_at` integer,
	`sent_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`invitation_id`) REFERENCES `invitation`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "outbox_mail_status" CHECK("outbox_mail"."status" IN ('queued', 'sent', 'failed', 'obsolete'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_mail_one_per_sending` ON `outbox_mail` (`invitation_id`,`generation`);--> statement-breakpoint
CREATE INDEX `outbox_mail_due` ON `outbox_mail` (`next_attempt_at`) WHERE "outbox_mail"."status" = 'queued';--> statement-breakpoint
CREATE INDEX `outbox_mail_by_created` ON `outbox_mail` (`created_at`);--> statement-breakpoint
CREATE TABLE `audit_event` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`operation_id` text,
	`verb` text NOT NULL,
	`actor` text NOT NULL,
	`subject_id` text NOT NULL,
	`details` text NOT NULL,
	`answer` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_event_one_per_operation` ON `audit_event` (`organization_id`,`operation_id`);--> statement-breakpoint
CREATE INDEX `audit_event_by_subject` ON `audit_event` (`organization_id`,`subject_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `quota` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`window_ends_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `quota_by_end` ON `quota` (`window_ends_at`);--> statement-breakpoint
CREATE TABLE `job_run` (
	`job` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer
);
