export { insertMail, type OwedMail } from '../../../db/queries/insert-mail.ts'
