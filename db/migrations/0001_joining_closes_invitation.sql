-- R31: whoever joins by another way than their invitation (added by an API, by an operator's SQL) closes it as
-- accepted; an expired one leaves the list. A trigger, because such a way passes by the organization's object. Raising the version makes a
-- command that was decided on the old state fail on its fence and decide anew.
CREATE TRIGGER `joining_closes_invitation` AFTER INSERT ON `membership`
WHEN EXISTS (
	SELECT 1 FROM `invitation` JOIN `user` ON `user`.`email` = `invitation`.`email_key`
	WHERE `user`.`id` = NEW.`user_id` AND `invitation`.`organization_id` = NEW.`organization_id`
	AND `invitation`.`status` IN ('pending', 'expired')
)
BEGIN
	INSERT INTO `audit_event` (`id`, `organization_id`, `verb`, `actor`, `subject_id`, `details`, `created_at`)
	SELECT lower(hex(randomblob(16))), NEW.`organization_id`, 'invitation.closedByJoining', 'system:membership', `id`, '{}', NEW.`joined_at`
	FROM `invitation` WHERE `organization_id` = NEW.`organization_id` AND `status` IN ('pending', 'expired')
	AND `email_key` = (SELECT `email` FROM `user` WHERE `id` = NEW.`user_id`);
	UPDATE `invitation` SET `status` = CASE WHEN `status` = 'pending' AND `expires_at` > NEW.`joined_at` THEN 'accepted' ELSE 'superseded' END, `accepted_by` = NEW.`user_id`, `closed_at` = NEW.`joined_at`
	WHERE `organization_id` = NEW.`organization_id` AND `status` IN ('pending', 'expired')
	AND `email_key` = (SELECT `email` FROM `user` WHERE `id` = NEW.`user_id`);
	UPDATE `organization` SET `version` = `version` + 1 WHERE `id` = NEW.`organization_id`;
END;
