CREATE TABLE `member_word` (
	`organization_id` text NOT NULL,
	`word` text NOT NULL,
	`user_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `word`, `user_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `invitation_word` (
	`organization_id` text NOT NULL,
	`word` text NOT NULL,
	`invitation_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `word`, `invitation_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `organization_count` (
	`organization_id` text NOT NULL,
	`kind` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `kind`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `active_day` (
	`organization_id` text NOT NULL,
	`day` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `day`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
DROP INDEX `membership_owners`;--> statement-breakpoint
DROP INDEX `membership_by_joined`;--> statement-breakpoint
ALTER TABLE `membership` ADD `listed_as` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `membership_by_name` ON `membership` (`organization_id`,`role`,`listed_as`,`user_id`);--> statement-breakpoint
CREATE INDEX `membership_by_joined` ON `membership` (`organization_id`,`role`,`joined_at`,`user_id`);--> statement-breakpoint
DROP INDEX `invitation_by_created`;--> statement-breakpoint
CREATE INDEX `invitation_by_status` ON `invitation` (`organization_id`,`status`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `invitation_by_creator` ON `invitation` (`created_by`,`organization_id`);--> statement-breakpoint
CREATE INDEX `invitation_by_sponsor` ON `invitation` (`organization_id`,`sponsor_id`,`role`) WHERE "invitation"."status" = 'pending';--> statement-breakpoint
CREATE TABLE `new_presence` (
	`organization_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`last_active_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `user_id`),
	FOREIGN KEY (`organization_id`,`user_id`) REFERENCES `membership`(`organization_id`,`user_id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `new_presence` SELECT m.`organization_id`, m.`user_id`, m.`role`, coalesce(p.`last_active_at`, 0)
FROM `membership` AS m LEFT JOIN `presence` AS p ON p.`organization_id` = m.`organization_id` AND p.`user_id` = m.`user_id`;--> statement-breakpoint
DROP TABLE `presence`;--> statement-breakpoint
ALTER TABLE `new_presence` RENAME TO `presence`;--> statement-breakpoint
CREATE INDEX `presence_by_last_active` ON `presence` (`organization_id`,`role`,`last_active_at`,`user_id`);--> statement-breakpoint
CREATE INDEX `outbox_mail_not_delivered` ON `outbox_mail` (`organization_id`,`invitation_id`) WHERE "outbox_mail"."status" IN ('failed', 'obsolete');--> statement-breakpoint
-- Three leaves without a rowid: each row of theirs is one less to write.
CREATE TABLE `new_membership_grant` (
	`organization_id` text NOT NULL,
	`user_id` text NOT NULL,
	`workspace_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`organization_id`, `user_id`, `workspace_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`user_id`) REFERENCES `membership`(`organization_id`,`user_id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "membership_grant_role" CHECK(`role` IN ('member', 'manager'))
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `new_membership_grant` SELECT `organization_id`, `user_id`, `workspace_id`, `role` FROM `membership_grant`;--> statement-breakpoint
DROP TABLE `membership_grant`;--> statement-breakpoint
ALTER TABLE `new_membership_grant` RENAME TO `membership_grant`;--> statement-breakpoint
CREATE INDEX `membership_grant_by_workspace` ON `membership_grant` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `new_invitation_grant` (
	`invitation_id` text NOT NULL,
	`workspace_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`invitation_id`, `workspace_id`),
	FOREIGN KEY (`invitation_id`) REFERENCES `invitation`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "invitation_grant_role" CHECK(`role` IN ('member', 'manager'))
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `new_invitation_grant` SELECT `invitation_id`, `workspace_id`, `role` FROM `invitation_grant`;--> statement-breakpoint
DROP TABLE `invitation_grant`;--> statement-breakpoint
ALTER TABLE `new_invitation_grant` RENAME TO `invitation_grant`;--> statement-breakpoint
CREATE INDEX `invitation_grant_by_workspace` ON `invitation_grant` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `new_quota` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`window_ends_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `new_quota` SELECT `key`, `count`, `window_ends_at` FROM `quota`;--> statement-breakpoint
DROP TABLE `quota`;--> statement-breakpoint
ALTER TABLE `new_quota` RENAME TO `quota`;--> statement-breakpoint
CREATE INDEX `quota_by_end` ON `quota` (`window_ends_at`);
