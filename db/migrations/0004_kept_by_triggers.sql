-- What lists, their searches and their totals are read from, so that a page costs the same in a large organization
-- as in a small one. Kept by triggers, because rows also change by ways that pass by the organization's object: an
-- account's new name, an operator's SQL, a cascade.
--
-- A word is what stands from the start of a word to the next space; `nadia.k@northwind.test` is found by three:
-- itself, `k@northwind.test` and `northwind.test`. Inside a word of Chinese, Japanese or Korean letters, which are
-- written without spaces, each of the first 40 letters starts one as well. A top-level domain starts none, and a word
-- that another one begins with is left out. What starts a word is told again in db/queries/words.ts.
CREATE TRIGGER `membership_joined` AFTER INSERT ON `membership`
BEGIN
	INSERT INTO `presence` (`organization_id`, `user_id`, `role`, `last_active_at`) VALUES (NEW.`organization_id`, NEW.`user_id`, NEW.`role`, 0);
	INSERT INTO `organization_count` (`organization_id`, `kind`, `count`) VALUES (NEW.`organization_id`, NEW.`role`, 1)
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
	UPDATE `organization_count` SET `count` = `count` - 1 WHERE `organization_id` = OLD.`organization_id` AND `kind` = OLD.`role`;
	INSERT INTO `organization_count` (`organization_id`, `kind`, `count`) VALUES (NEW.`organization_id`, NEW.`role`, 1)
	ON CONFLICT DO UPDATE SET `count` = `count` + 1;
	UPDATE `presence` SET `role` = NEW.`role` WHERE `organization_id` = NEW.`organization_id` AND `user_id` = NEW.`user_id`;
END;
--> statement-breakpoint
-- Only UPDATE where something goes: in a cascade, the organization may be gone already.
CREATE TRIGGER `membership_gone` AFTER DELETE ON `membership`
BEGIN
	UPDATE `organization_count` SET `count` = `count` - 1 WHERE `organization_id` = OLD.`organization_id` AND `kind` = OLD.`role`;
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
CREATE TRIGGER `presence_made` AFTER INSERT ON `presence`
BEGIN
	INSERT INTO `active_day` (`organization_id`, `day`, `count`)
	SELECT NEW.`organization_id`, NEW.`last_active_at` / 86400000, 1 WHERE NEW.`last_active_at` > 0
	ON CONFLICT DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `presence_noted` AFTER UPDATE OF `last_active_at` ON `presence`
WHEN OLD.`last_active_at` / 86400000 <> NEW.`last_active_at` / 86400000
BEGIN
	UPDATE `active_day` SET `count` = `count` - 1 WHERE `organization_id` = OLD.`organization_id` AND `day` = OLD.`last_active_at` / 86400000;
	DELETE FROM `active_day` WHERE `organization_id` = OLD.`organization_id` AND `day` = OLD.`last_active_at` / 86400000 AND `count` = 0;
	INSERT INTO `active_day` (`organization_id`, `day`, `count`)
	SELECT NEW.`organization_id`, NEW.`last_active_at` / 86400000, 1 WHERE NEW.`last_active_at` > 0
	ON CONFLICT DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `presence_gone` AFTER DELETE ON `presence`
BEGIN
	UPDATE `active_day` SET `count` = `count` - 1 WHERE `organization_id` = OLD.`organization_id` AND `day` = OLD.`last_active_at` / 86400000;
	DELETE FROM `active_day` WHERE `organization_id` = OLD.`organization_id` AND `day` = OLD.`last_active_at` / 86400000 AND `count` = 0;
END;
--> statement-breakpoint
CREATE TRIGGER `invitation_made` AFTER INSERT ON `invitation`
BEGIN
	INSERT INTO `organization_count` (`organization_id`, `kind`, `count`) VALUES (NEW.`organization_id`, NEW.`status`, 1)
	ON CONFLICT DO UPDATE SET `count` = `count` + 1;
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
	UPDATE `organization_count` SET `count` = `count` - 1 WHERE `organization_id` = OLD.`organization_id` AND `kind` = OLD.`status`;
	INSERT INTO `organization_count` (`organization_id`, `kind`, `count`) VALUES (NEW.`organization_id`, NEW.`status`, 1)
	ON CONFLICT DO UPDATE SET `count` = `count` + 1;
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
	UPDATE `organization_count` SET `count` = `count` - 1 WHERE `organization_id` = OLD.`organization_id` AND `kind` = OLD.`status`;
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
-- What is there already. Who joined since the migration before has no presence yet.
INSERT INTO `presence` (`organization_id`, `user_id`, `role`, `last_active_at`)
SELECT `organization_id`, `user_id`, `role`, 0 FROM `membership` WHERE true ON CONFLICT DO NOTHING;
--> statement-breakpoint
INSERT INTO `organization_count` (`organization_id`, `kind`, `count`)
SELECT `organization_id`, `role`, count(*) FROM `membership` GROUP BY 1, 2
UNION ALL SELECT `organization_id`, `status`, count(*) FROM `invitation` GROUP BY 1, 2;
--> statement-breakpoint
INSERT INTO `active_day` (`organization_id`, `day`, `count`)
SELECT `organization_id`, `last_active_at` / 86400000, count(*) FROM `presence` WHERE `last_active_at` > 0 GROUP BY 1, 2;
--> statement-breakpoint
-- Their triggers make the words.
UPDATE `membership` SET `listed_as` = (
	SELECT lower(coalesce(`membership`.`display_name`, `user`.`name`)) || char(10) || lower(`user`.`email`) FROM `user` WHERE `user`.`id` = `membership`.`user_id`
);
--> statement-breakpoint
UPDATE `invitation` SET `email` = `email`;
