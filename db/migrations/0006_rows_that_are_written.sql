-- Fewer rows are written for the same: each row, and each entry of an index, is paid for. What became of which table and
-- index is told in docs/decisions/0026-rows-that-are-written.md. Tables are made anew one after the other, children
-- before what they belong to, since dropping a table takes what refers to it along; rows go in by their new keys, which is
-- quicker by far.
PRAGMA defer_foreign_keys = ON;
--> statement-breakpoint
DROP TRIGGER `joining_closes_invitation`;
--> statement-breakpoint
DROP TRIGGER `membership_joined`;
--> statement-breakpoint
DROP TRIGGER `membership_renamed`;
--> statement-breakpoint
DROP TRIGGER `account_renamed`;
--> statement-breakpoint
DROP TRIGGER `membership_listed_anew`;
--> statement-breakpoint
DROP TRIGGER `membership_role_changed`;
--> statement-breakpoint
DROP TRIGGER `membership_gone`;
--> statement-breakpoint
DROP TRIGGER `presence_made`;
--> statement-breakpoint
DROP TRIGGER `presence_noted`;
--> statement-breakpoint
DROP TRIGGER `presence_gone`;
--> statement-breakpoint
DROP TRIGGER `invitation_made`;
--> statement-breakpoint
DROP TRIGGER `invitation_status_changed`;
--> statement-breakpoint
DROP TRIGGER `invitation_addressed_anew`;
--> statement-breakpoint
DROP TRIGGER `invitation_gone`;
--> statement-breakpoint
CREATE TABLE `new_membership` (
	`organization_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`display_name` text,
	`listed_as` text DEFAULT '' NOT NULL,
	`joined_at` integer NOT NULL,
	`last_active_at` integer DEFAULT 0 NOT NULL,
	`granted_in` text DEFAULT '[]' NOT NULL,
	PRIMARY KEY(`user_id`, `organization_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "membership_role" CHECK(`role` IN ('owner', 'admin', 'member'))
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `new_membership` SELECT `organization_id`, `user_id`, `role`, `display_name`, `listed_as`, `joined_at`,
	coalesce((SELECT p.`last_active_at` FROM `presence` AS p WHERE p.`organization_id` = m.`organization_id` AND p.`user_id` = m.`user_id`), 0),
	(SELECT json_group_array(g.`workspace_id`) FROM `membership_grant` AS g WHERE g.`organization_id` = m.`organization_id` AND g.`user_id` = m.`user_id`)
FROM `membership` AS m;
--> statement-breakpoint
CREATE TABLE `new_membership_grant` (
	`organization_id` text NOT NULL,
	`user_id` text NOT NULL,
	`workspace_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `user_id`, `organization_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "membership_grant_role" CHECK(`role` IN ('member', 'manager'))
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `new_membership_grant` SELECT `organization_id`, `user_id`, `workspace_id`, `role` FROM `membership_grant` ORDER BY `workspace_id`, `user_id`;
--> statement-breakpoint
DROP TABLE `membership_grant`;
--> statement-breakpoint
DROP TABLE `presence`;
--> statement-breakpoint
DROP TABLE `membership`;
--> statement-breakpoint
ALTER TABLE `new_membership` RENAME TO `membership`;
--> statement-breakpoint
ALTER TABLE `new_membership_grant` RENAME TO `membership_grant`;
--> statement-breakpoint
CREATE INDEX `membership_by_joined` ON `membership` (`organization_id`,`role`,`joined_at`,`user_id`);
--> statement-breakpoint
CREATE INDEX `membership_by_name` ON `membership` (`organization_id`,`role`,`listed_as`,`user_id`);
--> statement-breakpoint
CREATE INDEX `membership_by_last_active` ON `membership` (`organization_id`,`role`,`last_active_at`,`user_id`);
--> statement-breakpoint
CREATE TABLE `new_invitation` (
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
	`granted_in` text DEFAULT '[]' NOT NULL,
	`sponsor_lapsed` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sponsor_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`accepted_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "invitation_role" CHECK(`role` IN ('owner', 'admin', 'member')),
	CONSTRAINT "invitation_status" CHECK(`status` IN ('pending', 'expired', 'accepted', 'declined', 'canceled', 'superseded'))
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `new_invitation` SELECT `id`, `organization_id`, `email`, `email_key`, `role`, `status`, `generation`, `content_version`,
	`created_by`, `sponsor_id`, `created_at`, `sent_at`, `expires_at`, `closed_at`, `accepted_by`,
	(SELECT json_group_array(g.`workspace_id`) FROM `invitation_grant` AS g WHERE g.`invitation_id` = i.`id`),
	i.`status` = 'pending' AND i.`sponsor_id` IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM `membership` AS s WHERE s.`organization_id` = i.`organization_id` AND s.`user_id` = i.`sponsor_id`
		AND (s.`role` = 'owner' OR (s.`role` = 'admin' AND i.`role` <> 'owner'))
	)
FROM `invitation` AS i ORDER BY i.`id`;
--> statement-breakpoint
CREATE TABLE `new_invitation_grant` (
	`invitation_id` text NOT NULL,
	`workspace_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `invitation_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "invitation_grant_role" CHECK(`role` IN ('member', 'manager'))
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `new_invitation_grant` SELECT `invitation_id`, `workspace_id`, `role` FROM `invitation_grant` ORDER BY `workspace_id`, `invitation_id`;
--> statement-breakpoint
DROP TABLE `invitation_grant`;
--> statement-breakpoint
CREATE TABLE `new_outbox_mail` (
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
	CONSTRAINT "outbox_mail_status" CHECK(`status` IN ('queued', 'sent', 'failed', 'obsolete'))
) WITHOUT ROWID;
--> statement-breakpoint
-- What the provider may know by its id already keeps it until it is settled.
INSERT INTO `new_outbox_mail` SELECT
	CASE WHEN `invitation_id` IS NULL OR (`status` = 'queued' AND `attempts` > 0) THEN `id` ELSE `invitation_id` || '.' || `generation` END,
	`organization_id`, `invitation_id`, `generation`, `recipient`, `payload`, `status`, `failure`,
	`attempts`, `next_attempt_at`, `lease_id`, `lease_until`, `first_attempt_at`, `sent_at`, `created_at` FROM `outbox_mail` ORDER BY 1;
--> statement-breakpoint
DROP TABLE `outbox_mail`;
--> statement-breakpoint
DROP TABLE `invitation`;
--> statement-breakpoint
ALTER TABLE `new_invitation` RENAME TO `invitation`;
--> statement-breakpoint
ALTER TABLE `new_invitation_grant` RENAME TO `invitation_grant`;
--> statement-breakpoint
ALTER TABLE `new_outbox_mail` RENAME TO `outbox_mail`;
--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_one_pending_per_address` ON `invitation` (`organization_id`,`email_key`) WHERE "invitation"."status" = 'pending';
--> statement-breakpoint
CREATE INDEX `invitation_expired_by_address` ON `invitation` (`organization_id`,`email_key`,`status`) WHERE "invitation"."status" = 'expired';
--> statement-breakpoint
CREATE INDEX `invitation_by_status` ON `invitation` (`organization_id`,`status`,`created_at`,`id`);
--> statement-breakpoint
CREATE INDEX `invitation_by_creator` ON `invitation` (`created_by`,`organization_id`);
--> statement-breakpoint
CREATE INDEX `invitation_of_lapsed_sponsor` ON `invitation` (`organization_id`,`sponsor_id`) WHERE "invitation"."status" = 'pending' AND "invitation"."sponsor_lapsed" = 1;
--> statement-breakpoint
CREATE INDEX `invitation_due` ON `invitation` (`expires_at`) WHERE "invitation"."status" = 'pending';
--> statement-breakpoint
CREATE INDEX `outbox_mail_due` ON `outbox_mail` ((invitation_id IS NULL),`next_attempt_at`) WHERE "outbox_mail"."status" = 'queued';
--> statement-breakpoint
CREATE INDEX `outbox_mail_not_delivered` ON `outbox_mail` (`organization_id`,`invitation_id`) WHERE "outbox_mail"."status" IN ('failed', 'obsolete');
--> statement-breakpoint
CREATE TABLE `new_audit_event` (
	`id` text NOT NULL,
	`organization_id` text NOT NULL,
	`operation_id` text NOT NULL ON CONFLICT REPLACE DEFAULT (lower(hex(randomblob(16)))),
	`line` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`verb` text NOT NULL,
	`actor` text NOT NULL,
	`subject_id` text NOT NULL,
	`details` text NOT NULL,
	`answer` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `operation_id`, `line`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
-- An opening is told from another by its sending, which its id says.
INSERT INTO `new_audit_event` (`id`, `organization_id`, `operation_id`, `verb`, `actor`, `subject_id`, `details`, `answer`, `created_at`)
SELECT `id`, `organization_id`, CASE `verb` WHEN 'invitation.open' THEN `id` ELSE coalesce(`operation_id`, lower(hex(randomblob(16)))) END,
	`verb`, `actor`, `subject_id`, `details`, `answer`, `created_at` FROM `audit_event` ORDER BY 2, 3;
--> statement-breakpoint
DROP TABLE `audit_event`;
--> statement-breakpoint
ALTER TABLE `new_audit_event` RENAME TO `audit_event`;
--> statement-breakpoint
CREATE INDEX `audit_event_by_subject` ON `audit_event` (`organization_id`,`subject_id`,`created_at`) WHERE "verb" IN ('invitation.approve', 'invitation.cancel', 'invitation.changeGrants', 'invitation.expire', 'invitation.open', 'invitation.resend', 'invitation.supersede');
--> statement-breakpoint
DROP INDEX `quota_by_end`;
--> statement-breakpoint
ALTER TABLE `organization` ADD `mail_count` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE `organization` ADD `mail_window_ends_at` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
UPDATE `organization` SET (`mail_count`, `mail_window_ends_at`) = (SELECT `count`, `window_ends_at` FROM `quota` WHERE `key` = 'mail:organization:' || `organization`.`id`)
WHERE EXISTS (SELECT 1 FROM `quota` WHERE `key` = 'mail:organization:' || `organization`.`id`);
--> statement-breakpoint
ALTER TABLE `job_run` ADD `reached` text;
--> statement-breakpoint
CREATE TABLE `organization_total` (
	`organization_id` text PRIMARY KEY NOT NULL,
	`owner` integer DEFAULT 0 NOT NULL,
	`admin` integer DEFAULT 0 NOT NULL,
	`member` integer DEFAULT 0 NOT NULL,
	`pending` integer DEFAULT 0 NOT NULL,
	`expired` integer DEFAULT 0 NOT NULL,
	`accepted` integer DEFAULT 0 NOT NULL,
	`declined` integer DEFAULT 0 NOT NULL,
	`canceled` integer DEFAULT 0 NOT NULL,
	`superseded` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `organization_total` SELECT `organization_id`,
	total(`count`) FILTER (WHERE `kind` = 'owner'), total(`count`) FILTER (WHERE `kind` = 'admin'), total(`count`) FILTER (WHERE `kind` = 'member'),
	total(`count`) FILTER (WHERE `kind` = 'pending'), total(`count`) FILTER (WHERE `kind` = 'expired'), total(`count`) FILTER (WHERE `kind` = 'accepted'),
	total(`count`) FILTER (WHERE `kind` = 'declined'), total(`count`) FILTER (WHERE `kind` = 'canceled'), total(`count`) FILTER (WHERE `kind` = 'superseded')
FROM `organization_count` GROUP BY `organization_id`;
--> statement-breakpoint
DROP TABLE `organization_count`;
--> statement-breakpoint
CREATE TRIGGER `membership_joined` AFTER INSERT ON `membership`
BEGIN
	INSERT INTO `organization_total` (`organization_id`, `owner`, `admin`, `member`)
	VALUES (NEW.`organization_id`, NEW.`role` = 'owner', NEW.`role` = 'admin', NEW.`role` = 'member')
	ON CONFLICT DO UPDATE SET `owner` = `owner` + excluded.`owner`, `admin` = `admin` + excluded.`admin`, `member` = `member` + excluded.`member`;
	INSERT INTO `active_day` (`organization_id`, `day`, `count`)
	SELECT NEW.`organization_id`, NEW.`last_active_at` / 86400000, 1 WHERE NEW.`last_active_at` > 0
	ON CONFLICT DO UPDATE SET `count` = `count` + 1;
	INSERT INTO `member_word` (`organization_id`, `word`, `user_id`)
		SELECT NEW.`organization_id`, `word`, NEW.`user_id` FROM (
			SELECT `word`, lead(`word`) OVER (ORDER BY `word`) AS `next` FROM (
				SELECT `text`, `at`, `before`, substr(`text`, `at`, instr(substr(`text`, `at`) || ' ', ' ') - 1) AS `word` FROM (
					SELECT `text`, `key` + 1 AS `at`, substr(`text`, `key`, 1) AS `before`, substr(`text`, `key` + 1, 1) AS `this`
					FROM (SELECT replace(replace(NEW.`listed_as`, char(10), ' '), char(9), ' ') AS `text`),
						json_each('[0' || replace(hex(zeroblob(length(`text`))), '00', ',0') || ']')
				)
				WHERE `this` <> '' AND instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `this`) = 0
				AND (`at` = 1 OR instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `before`) > 0 OR (`at` <= 40 AND (unicode(`this`) >= 11904 OR unicode(`before`) >= 11904)))
			)
			WHERE NOT (`before` = '.' AND instr(`text`, '@') BETWEEN 1 AND `at` AND instr(`word`, '.') = 0)
		) WHERE (`next` IS NULL OR substr(`next`, 1, length(`word`)) <> `word`)
	ON CONFLICT DO NOTHING;
	UPDATE `membership` SET `listed_as` = (
		SELECT lower(coalesce(`membership`.`display_name`, `user`.`name`)) || char(10) || lower(`user`.`email`) FROM `user` WHERE `user`.`id` = `membership`.`user_id`
	) WHERE `organization_id` = NEW.`organization_id` AND `user_id` = NEW.`user_id` AND `listed_as` = '';
END;
--> statement-breakpoint
CREATE TRIGGER `membership_renamed` AFTER UPDATE OF `display_name` ON `membership`
BEGIN
	UPDATE `membership` SET `listed_as` = (
		SELECT lower(coalesce(`membership`.`display_name`, `user`.`name`)) || char(10) || lower(`user`.`email`) FROM `user` WHERE `user`.`id` = `membership`.`user_id`
	) WHERE `organization_id` = NEW.`organization_id` AND `user_id` = NEW.`user_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `account_renamed` AFTER UPDATE OF `name`, `email` ON `user`
WHEN OLD.`name` <> NEW.`name` OR OLD.`email` <> NEW.`email`
BEGIN
	UPDATE `membership` SET `listed_as` = (
		SELECT lower(coalesce(`membership`.`display_name`, `user`.`name`)) || char(10) || lower(`user`.`email`) FROM `user` WHERE `user`.`id` = `membership`.`user_id`
	) WHERE `user_id` = NEW.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `membership_listed_anew` AFTER UPDATE OF `listed_as` ON `membership`
WHEN OLD.`listed_as` <> NEW.`listed_as`
BEGIN
	DELETE FROM `member_word` WHERE `organization_id` = OLD.`organization_id` AND `user_id` = OLD.`user_id` AND `word` IN (
		SELECT `word` FROM (
			SELECT `word`, lead(`word`) OVER (ORDER BY `word`) AS `next` FROM (
				SELECT `text`, `at`, `before`, substr(`text`, `at`, instr(substr(`text`, `at`) || ' ', ' ') - 1) AS `word` FROM (
					SELECT `text`, `key` + 1 AS `at`, substr(`text`, `key`, 1) AS `before`, substr(`text`, `key` + 1, 1) AS `this`
					FROM (SELECT replace(replace(OLD.`listed_as`, char(10), ' '), char(9), ' ') AS `text`),
						json_each('[0' || replace(hex(zeroblob(length(`text`))), '00', ',0') || ']')
				)
				WHERE `this` <> '' AND instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `this`) = 0
				AND (`at` = 1 OR instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `before`) > 0 OR (`at` <= 40 AND (unicode(`this`) >= 11904 OR unicode(`before`) >= 11904)))
			)
			WHERE NOT (`before` = '.' AND instr(`text`, '@') BETWEEN 1 AND `at` AND instr(`word`, '.') = 0)
		) WHERE (`next` IS NULL OR substr(`next`, 1, length(`word`)) <> `word`)
	);
	INSERT INTO `member_word` (`organization_id`, `word`, `user_id`)
		SELECT NEW.`organization_id`, `word`, NEW.`user_id` FROM (
			SELECT `word`, lead(`word`) OVER (ORDER BY `word`) AS `next` FROM (
				SELECT `text`, `at`, `before`, substr(`text`, `at`, instr(substr(`text`, `at`) || ' ', ' ') - 1) AS `word` FROM (
					SELECT `text`, `key` + 1 AS `at`, substr(`text`, `key`, 1) AS `before`, substr(`text`, `key` + 1, 1) AS `this`
					FROM (SELECT replace(replace(NEW.`listed_as`, char(10), ' '), char(9), ' ') AS `text`),
						json_each('[0' || replace(hex(zeroblob(length(`text`))), '00', ',0') || ']')
				)
				WHERE `this` <> '' AND instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `this`) = 0
				AND (`at` = 1 OR instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `before`) > 0 OR (`at` <= 40 AND (unicode(`this`) >= 11904 OR unicode(`before`) >= 11904)))
			)
			WHERE NOT (`before` = '.' AND instr(`text`, '@') BETWEEN 1 AND `at` AND instr(`word`, '.') = 0)
		) WHERE (`next` IS NULL OR substr(`next`, 1, length(`word`)) <> `word`)
	ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `membership_role_changed` AFTER UPDATE OF `role` ON `membership`
WHEN OLD.`role` <> NEW.`role`
BEGIN
	UPDATE `organization_total` SET `owner` = `owner` + (NEW.`role` = 'owner') - (OLD.`role` = 'owner'), `admin` = `admin` + (NEW.`role` = 'admin') - (OLD.`role` = 'admin'), `member` = `member` + (NEW.`role` = 'member') - (OLD.`role` = 'member')
	WHERE `organization_id` = NEW.`organization_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `membership_seen` AFTER UPDATE OF `last_active_at` ON `membership`
WHEN OLD.`last_active_at` / 86400000 <> NEW.`last_active_at` / 86400000
BEGIN
	UPDATE `active_day` SET `count` = `count` - 1 WHERE `organization_id` = OLD.`organization_id` AND `day` = OLD.`last_active_at` / 86400000;
	DELETE FROM `active_day` WHERE `organization_id` = OLD.`organization_id` AND `day` = OLD.`last_active_at` / 86400000 AND `count` = 0;
	INSERT INTO `active_day` (`organization_id`, `day`, `count`)
	SELECT NEW.`organization_id`, NEW.`last_active_at` / 86400000, 1 WHERE NEW.`last_active_at` > 0
	ON CONFLICT DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint
-- Only UPDATE where something goes: in a cascade, the organization may be gone already.
CREATE TRIGGER `membership_gone` AFTER DELETE ON `membership`
BEGIN
	UPDATE `organization_total` SET `owner` = `owner` - (OLD.`role` = 'owner'), `admin` = `admin` - (OLD.`role` = 'admin'), `member` = `member` - (OLD.`role` = 'member')
	WHERE `organization_id` = OLD.`organization_id`;
	UPDATE `active_day` SET `count` = `count` - 1 WHERE `organization_id` = OLD.`organization_id` AND `day` = OLD.`last_active_at` / 86400000;
	DELETE FROM `active_day` WHERE `organization_id` = OLD.`organization_id` AND `day` = OLD.`last_active_at` / 86400000 AND `count` = 0;
	DELETE FROM `membership_grant` WHERE `organization_id` = OLD.`organization_id` AND `user_id` = OLD.`user_id`
	AND `workspace_id` IN (SELECT `value` FROM json_each(OLD.`granted_in`));
	DELETE FROM `member_word` WHERE `organization_id` = OLD.`organization_id` AND `user_id` = OLD.`user_id` AND `word` IN (
		SELECT `word` FROM (
			SELECT `word`, lead(`word`) OVER (ORDER BY `word`) AS `next` FROM (
				SELECT `text`, `at`, `before`, substr(`text`, `at`, instr(substr(`text`, `at`) || ' ', ' ') - 1) AS `word` FROM (
					SELECT `text`, `key` + 1 AS `at`, substr(`text`, `key`, 1) AS `before`, substr(`text`, `key` + 1, 1) AS `this`
					FROM (SELECT replace(replace(OLD.`listed_as`, char(10), ' '), char(9), ' ') AS `text`),
						json_each('[0' || replace(hex(zeroblob(length(`text`))), '00', ',0') || ']')
				)
				WHERE `this` <> '' AND instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `this`) = 0
				AND (`at` = 1 OR instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `before`) > 0 OR (`at` <= 40 AND (unicode(`this`) >= 11904 OR unicode(`before`) >= 11904)))
			)
			WHERE NOT (`before` = '.' AND instr(`text`, '@') BETWEEN 1 AND `at` AND instr(`word`, '.') = 0)
		) WHERE (`next` IS NULL OR substr(`next`, 1, length(`word`)) <> `word`)
	);
END;
--> statement-breakpoint
CREATE TRIGGER `invitation_made` AFTER INSERT ON `invitation`
BEGIN
	INSERT INTO `organization_total` (`organization_id`, `pending`, `expired`, `accepted`, `declined`, `canceled`, `superseded`)
	VALUES (NEW.`organization_id`, NEW.`status` = 'pending', NEW.`status` = 'expired', NEW.`status` = 'accepted', NEW.`status` = 'declined', NEW.`status` = 'canceled', NEW.`status` = 'superseded')
	ON CONFLICT DO UPDATE SET `pending` = `pending` + excluded.`pending`, `expired` = `expired` + excluded.`expired`, `accepted` = `accepted` + excluded.`accepted`, `declined` = `declined` + excluded.`declined`, `canceled` = `canceled` + excluded.`canceled`, `superseded` = `superseded` + excluded.`superseded`;
	INSERT INTO `invitation_word` (`organization_id`, `word`, `invitation_id`)
		SELECT NEW.`organization_id`, `word`, NEW.`id` FROM (
			SELECT `word`, lead(`word`) OVER (ORDER BY `word`) AS `next` FROM (
				SELECT `text`, `at`, `before`, substr(`text`, `at`, instr(substr(`text`, `at`) || ' ', ' ') - 1) AS `word` FROM (
					SELECT `text`, `key` + 1 AS `at`, substr(`text`, `key`, 1) AS `before`, substr(`text`, `key` + 1, 1) AS `this`
					FROM (SELECT replace(replace(NEW.`email_key` || CASE WHEN lower(NEW.`email`) = NEW.`email_key` THEN '' ELSE ' ' || lower(NEW.`email`) END, char(10), ' '), char(9), ' ') AS `text`),
						json_each('[0' || replace(hex(zeroblob(length(`text`))), '00', ',0') || ']')
				)
				WHERE `this` <> '' AND instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `this`) = 0
				AND (`at` = 1 OR instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `before`) > 0 OR (`at` <= 40 AND (unicode(`this`) >= 11904 OR unicode(`before`) >= 11904)))
			)
			WHERE NOT (`before` = '.' AND instr(`text`, '@') BETWEEN 1 AND `at` AND instr(`word`, '.') = 0)
		) WHERE (`next` IS NULL OR substr(`next`, 1, length(`word`)) <> `word`)
	ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `invitation_status_changed` AFTER UPDATE OF `status` ON `invitation`
WHEN OLD.`status` <> NEW.`status`
BEGIN
	UPDATE `organization_total` SET `pending` = `pending` + (NEW.`status` = 'pending') - (OLD.`status` = 'pending'), `expired` = `expired` + (NEW.`status` = 'expired') - (OLD.`status` = 'expired'), `accepted` = `accepted` + (NEW.`status` = 'accepted') - (OLD.`status` = 'accepted'), `declined` = `declined` + (NEW.`status` = 'declined') - (OLD.`status` = 'declined'), `canceled` = `canceled` + (NEW.`status` = 'canceled') - (OLD.`status` = 'canceled'), `superseded` = `superseded` + (NEW.`status` = 'superseded') - (OLD.`status` = 'superseded')
	WHERE `organization_id` = NEW.`organization_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `invitation_addressed_anew` AFTER UPDATE OF `email`, `email_key` ON `invitation`
BEGIN
	DELETE FROM `invitation_word` WHERE `organization_id` = OLD.`organization_id` AND `invitation_id` = OLD.`id` AND `word` IN (
		SELECT `word` FROM (
			SELECT `word`, lead(`word`) OVER (ORDER BY `word`) AS `next` FROM (
				SELECT `text`, `at`, `before`, substr(`text`, `at`, instr(substr(`text`, `at`) || ' ', ' ') - 1) AS `word` FROM (
					SELECT `text`, `key` + 1 AS `at`, substr(`text`, `key`, 1) AS `before`, substr(`text`, `key` + 1, 1) AS `this`
					FROM (SELECT replace(replace(OLD.`email_key` || CASE WHEN lower(OLD.`email`) = OLD.`email_key` THEN '' ELSE ' ' || lower(OLD.`email`) END, char(10), ' '), char(9), ' ') AS `text`),
						json_each('[0' || replace(hex(zeroblob(length(`text`))), '00', ',0') || ']')
				)
				WHERE `this` <> '' AND instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `this`) = 0
				AND (`at` = 1 OR instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `before`) > 0 OR (`at` <= 40 AND (unicode(`this`) >= 11904 OR unicode(`before`) >= 11904)))
			)
			WHERE NOT (`before` = '.' AND instr(`text`, '@') BETWEEN 1 AND `at` AND instr(`word`, '.') = 0)
		) WHERE (`next` IS NULL OR substr(`next`, 1, length(`word`)) <> `word`)
	);
	INSERT INTO `invitation_word` (`organization_id`, `word`, `invitation_id`)
		SELECT NEW.`organization_id`, `word`, NEW.`id` FROM (
			SELECT `word`, lead(`word`) OVER (ORDER BY `word`) AS `next` FROM (
				SELECT `text`, `at`, `before`, substr(`text`, `at`, instr(substr(`text`, `at`) || ' ', ' ') - 1) AS `word` FROM (
					SELECT `text`, `key` + 1 AS `at`, substr(`text`, `key`, 1) AS `before`, substr(`text`, `key` + 1, 1) AS `this`
					FROM (SELECT replace(replace(NEW.`email_key` || CASE WHEN lower(NEW.`email`) = NEW.`email_key` THEN '' ELSE ' ' || lower(NEW.`email`) END, char(10), ' '), char(9), ' ') AS `text`),
						json_each('[0' || replace(hex(zeroblob(length(`text`))), '00', ',0') || ']')
				)
				WHERE `this` <> '' AND instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `this`) = 0
				AND (`at` = 1 OR instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `before`) > 0 OR (`at` <= 40 AND (unicode(`this`) >= 11904 OR unicode(`before`) >= 11904)))
			)
			WHERE NOT (`before` = '.' AND instr(`text`, '@') BETWEEN 1 AND `at` AND instr(`word`, '.') = 0)
		) WHERE (`next` IS NULL OR substr(`next`, 1, length(`word`)) <> `word`)
	ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `invitation_gone` AFTER DELETE ON `invitation`
BEGIN
	UPDATE `organization_total` SET `pending` = `pending` - (OLD.`status` = 'pending'), `expired` = `expired` - (OLD.`status` = 'expired'), `accepted` = `accepted` - (OLD.`status` = 'accepted'), `declined` = `declined` - (OLD.`status` = 'declined'), `canceled` = `canceled` - (OLD.`status` = 'canceled'), `superseded` = `superseded` - (OLD.`status` = 'superseded')
	WHERE `organization_id` = OLD.`organization_id`;
	DELETE FROM `invitation_grant` WHERE `invitation_id` = OLD.`id` AND `workspace_id` IN (SELECT `value` FROM json_each(OLD.`granted_in`));
	DELETE FROM `outbox_mail` WHERE `id` > OLD.`id` || '.' AND `id` < OLD.`id` || '/';
	DELETE FROM `invitation_word` WHERE `organization_id` = OLD.`organization_id` AND `invitation_id` = OLD.`id` AND `word` IN (
		SELECT `word` FROM (
			SELECT `word`, lead(`word`) OVER (ORDER BY `word`) AS `next` FROM (
				SELECT `text`, `at`, `before`, substr(`text`, `at`, instr(substr(`text`, `at`) || ' ', ' ') - 1) AS `word` FROM (
					SELECT `text`, `key` + 1 AS `at`, substr(`text`, `key`, 1) AS `before`, substr(`text`, `key` + 1, 1) AS `this`
					FROM (SELECT replace(replace(OLD.`email_key` || CASE WHEN lower(OLD.`email`) = OLD.`email_key` THEN '' ELSE ' ' || lower(OLD.`email`) END, char(10), ' '), char(9), ' ') AS `text`),
						json_each('[0' || replace(hex(zeroblob(length(`text`))), '00', ',0') || ']')
				)
				WHERE `this` <> '' AND instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `this`) = 0
				AND (`at` = 1 OR instr(' .-_@+''’(),/&":;|' || char(160, 8206, 8207, 12288, 12539), `before`) > 0 OR (`at` <= 40 AND (unicode(`this`) >= 11904 OR unicode(`before`) >= 11904)))
			)
			WHERE NOT (`before` = '.' AND instr(`text`, '@') BETWEEN 1 AND `at` AND instr(`word`, '.') = 0)
		) WHERE (`next` IS NULL OR substr(`next`, 1, length(`word`)) <> `word`)
	);
END;
--> statement-breakpoint
-- Each status by itself: they have partial indexes.
CREATE TRIGGER `joining_closes_invitation` AFTER INSERT ON `membership`
WHEN EXISTS (SELECT 1 FROM `invitation` WHERE `organization_id` = NEW.`organization_id` AND `email_key` = (SELECT `email` FROM `user` WHERE `id` = NEW.`user_id`) AND `status` = 'pending')
OR EXISTS (SELECT 1 FROM `invitation` WHERE `organization_id` = NEW.`organization_id` AND `email_key` = (SELECT `email` FROM `user` WHERE `id` = NEW.`user_id`) AND `status` = 'expired')
BEGIN
	INSERT INTO `audit_event` (`id`, `organization_id`, `version`, `verb`, `actor`, `subject_id`, `details`, `created_at`)
	SELECT lower(hex(randomblob(16))), NEW.`organization_id`, (SELECT `version` + 1 FROM `organization` WHERE `id` = NEW.`organization_id`),
	'invitation.closedByJoining', 'system:membership', `id`, '{}', NEW.`joined_at`
	FROM `invitation` WHERE `id` IN (
		SELECT `id` FROM `invitation` WHERE `organization_id` = NEW.`organization_id` AND `email_key` = (SELECT `email` FROM `user` WHERE `id` = NEW.`user_id`) AND `status` = 'pending'
		UNION ALL SELECT `id` FROM `invitation` WHERE `organization_id` = NEW.`organization_id` AND `email_key` = (SELECT `email` FROM `user` WHERE `id` = NEW.`user_id`) AND `status` = 'expired'
	);
	UPDATE `invitation` SET `status` = CASE WHEN `status` = 'pending' AND `expires_at` > NEW.`joined_at` THEN 'accepted' ELSE 'superseded' END, `accepted_by` = NEW.`user_id`, `closed_at` = NEW.`joined_at`
	WHERE `id` IN (
		SELECT `id` FROM `invitation` WHERE `organization_id` = NEW.`organization_id` AND `email_key` = (SELECT `email` FROM `user` WHERE `id` = NEW.`user_id`) AND `status` = 'pending'
		UNION ALL SELECT `id` FROM `invitation` WHERE `organization_id` = NEW.`organization_id` AND `email_key` = (SELECT `email` FROM `user` WHERE `id` = NEW.`user_id`) AND `status` = 'expired'
	);
	UPDATE `organization` SET `version` = `version` + 1 WHERE `id` = NEW.`organization_id`;
END;
--> statement-breakpoint
-- Pending ones whose sponsor may not invite as their role any more are marked (R26), or free again. Who can't have
-- sent any has none to look for.
CREATE TRIGGER `sponsor_lowered` AFTER UPDATE OF `role` ON `membership`
WHEN (OLD.`role` = 'owner' AND NEW.`role` <> 'owner') OR (OLD.`role` = 'admin' AND NEW.`role` = 'member')
BEGIN
	UPDATE `invitation` SET `sponsor_lapsed` = 1 WHERE `organization_id` = NEW.`organization_id` AND `status` = 'pending'
	AND `sponsor_id` = NEW.`user_id` AND (NEW.`role` = 'member' OR `role` = 'owner');
END;
--> statement-breakpoint
CREATE TRIGGER `sponsor_gone` AFTER DELETE ON `membership`
WHEN OLD.`role` <> 'member'
BEGIN
	UPDATE `invitation` SET `sponsor_lapsed` = 1 WHERE `organization_id` = OLD.`organization_id` AND `status` = 'pending'
	AND `sponsor_id` = OLD.`user_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `sponsor_raised` AFTER UPDATE OF `role` ON `membership`
WHEN (OLD.`role` <> 'owner' AND NEW.`role` = 'owner') OR (OLD.`role` = 'member' AND NEW.`role` = 'admin')
BEGIN
	UPDATE `invitation` SET `sponsor_lapsed` = 0 WHERE `organization_id` = NEW.`organization_id` AND `status` = 'pending'
	AND `sponsor_lapsed` = 1 AND `sponsor_id` = NEW.`user_id` AND (NEW.`role` = 'owner' OR `role` <> 'owner');
END;
--> statement-breakpoint
CREATE TRIGGER `sponsor_back` AFTER INSERT ON `membership`
WHEN NEW.`role` <> 'member'
BEGIN
	UPDATE `invitation` SET `sponsor_lapsed` = 0 WHERE `organization_id` = NEW.`organization_id` AND `status` = 'pending'
	AND `sponsor_lapsed` = 1 AND `sponsor_id` = NEW.`user_id` AND (NEW.`role` = 'owner' OR `role` <> 'owner');
END;
--> statement-breakpoint
CREATE TRIGGER `invitation_sponsored` AFTER INSERT ON `invitation`
WHEN NEW.`status` = 'pending' AND NEW.`sponsor_lapsed` <> (NEW.`sponsor_id` IS NOT NULL AND NOT EXISTS (
	SELECT 1 FROM `membership` WHERE `organization_id` = NEW.`organization_id` AND `user_id` = NEW.`sponsor_id`
	AND (`role` = 'owner' OR (`role` = 'admin' AND NEW.`role` <> 'owner'))
))
BEGIN
	UPDATE `invitation` SET `sponsor_lapsed` = NOT `sponsor_lapsed` WHERE `id` = NEW.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `invitation_sponsored_anew` AFTER UPDATE OF `sponsor_id`, `role`, `status` ON `invitation`
WHEN NEW.`status` = 'pending' AND NEW.`sponsor_lapsed` <> (NEW.`sponsor_id` IS NOT NULL AND NOT EXISTS (
	SELECT 1 FROM `membership` WHERE `organization_id` = NEW.`organization_id` AND `user_id` = NEW.`sponsor_id`
	AND (`role` = 'owner' OR (`role` = 'admin' AND NEW.`role` <> 'owner'))
))
BEGIN
	UPDATE `invitation` SET `sponsor_lapsed` = NOT `sponsor_lapsed` WHERE `id` = NEW.`id`;
END;
--> statement-breakpoint
-- A mail of an invitation is of one that there is, and named after its sending. One that went out under another name is
-- named anew once it is settled: until then, that is what the provider knows it by.
CREATE TRIGGER `outbox_mail_made` AFTER INSERT ON `outbox_mail`
WHEN NEW.`invitation_id` IS NOT NULL
BEGIN
	SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed') WHERE NOT EXISTS (SELECT 1 FROM `invitation` WHERE `id` = NEW.`invitation_id`);
	UPDATE `outbox_mail` SET `id` = `invitation_id` || '.' || `generation` WHERE `id` = NEW.`id`
	AND `id` <> `invitation_id` || '.' || `generation` AND NOT (`status` = 'queued' AND `attempts` > 0);
END;
--> statement-breakpoint
CREATE TRIGGER `outbox_mail_settled` AFTER UPDATE OF `status` ON `outbox_mail`
WHEN NEW.`status` <> 'queued' AND NEW.`invitation_id` IS NOT NULL AND NEW.`id` <> NEW.`invitation_id` || '.' || NEW.`generation`
BEGIN
	UPDATE `outbox_mail` SET `id` = `invitation_id` || '.' || `generation` WHERE `id` = NEW.`id`;
END;
--> statement-breakpoint
-- A grant is of somebody, or of an invitation, that there is; and found by it. It was a foreign key, which would have
-- taken an index from there to the grants: a row more for each of them.
CREATE TRIGGER `membership_grant_made` AFTER INSERT ON `membership_grant`
WHEN NOT EXISTS (
	SELECT 1 FROM `membership` AS `of`, json_each(`of`.`granted_in`) AS `known`
	WHERE `of`.`user_id` = NEW.`user_id` AND `of`.`organization_id` = NEW.`organization_id` AND `known`.`value` = NEW.`workspace_id`
)
BEGIN
	SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed') WHERE NOT EXISTS (SELECT 1 FROM `membership` WHERE `user_id` = NEW.`user_id` AND `organization_id` = NEW.`organization_id`);
	UPDATE `membership` SET `granted_in` = json_insert(`granted_in`, '$[#]', NEW.`workspace_id`) WHERE `user_id` = NEW.`user_id` AND `organization_id` = NEW.`organization_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `invitation_grant_made` AFTER INSERT ON `invitation_grant`
WHEN NOT EXISTS (
	SELECT 1 FROM `invitation` AS `of`, json_each(`of`.`granted_in`) AS `known`
	WHERE `of`.`id` = NEW.`invitation_id` AND `known`.`value` = NEW.`workspace_id`
)
BEGIN
	SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed') WHERE NOT EXISTS (SELECT 1 FROM `invitation` WHERE `id` = NEW.`invitation_id`);
	UPDATE `invitation` SET `granted_in` = json_insert(`granted_in`, '$[#]', NEW.`workspace_id`) WHERE `id` = NEW.`invitation_id`;
END;
--> statement-breakpoint
-- As the Worker of before knows them: it reads and writes these until it is replaced.
CREATE VIEW `presence` AS SELECT `organization_id`, `user_id`, `role`, `last_active_at` FROM `membership`;
--> statement-breakpoint
CREATE TRIGGER `presence_noted` INSTEAD OF UPDATE ON `presence`
BEGIN
	UPDATE `membership` SET `last_active_at` = NEW.`last_active_at` WHERE `organization_id` = OLD.`organization_id` AND `user_id` = OLD.`user_id`;
END;
--> statement-breakpoint
CREATE VIEW `organization_count` AS
	SELECT `organization_id`, `kind`.`key` AS `kind`, `kind`.`value` AS `count` FROM `organization_total`, json_each(json_object(
		'owner', `owner`, 'admin', `admin`, 'member', `member`, 'pending', `pending`, 'expired', `expired`,
		'accepted', `accepted`, 'declined', `declined`, 'canceled', `canceled`, 'superseded', `superseded`
	)) AS `kind`;
--> statement-breakpoint
CREATE TRIGGER `organization_count_gone` INSTEAD OF DELETE ON `organization_count`
BEGIN
	DELETE FROM `organization_total` WHERE `organization_id` = OLD.`organization_id`;
END;
