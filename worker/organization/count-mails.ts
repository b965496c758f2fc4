/** The mails of an organization are counted in its own row (R42), which the fence of each commit writes anyway. */
import { sql } from 'drizzle-orm'
import { given } from '../../db/queries/kept.ts'
import { organization } from '../../db/schema/index.ts'
import type { Change } from '../domain/change.ts'
import type { QuotaRecord } from '../domain/records.ts'
import { organizationLimitKey } from './mail-limits.ts'

/** So many mails more, in a window that may have ended since the last of them. */
export type MailsCounted = { mails: number; limit: number; now: number; windowEndsAt: number }

/** The quota that the row stands for. */
export function quotaOfMails(
  organizationId: string,
  { mailCount, mailWindowEndsAt }: { mailCount: number; mailWindowEndsAt: number },
): QuotaRecord {
  const key = organizationLimitKey(organizationId)
  return { key, count: mailCount, windowEndsAt: mailWindowEndsAt }
}

type Counting = Extract<Change, { kind: 'quotas.count' }>

/** What changes count towards it, and what else they change. They are joined, so that one of them counts it all. */
export function splitMails(
  organizationId: string,
  changes: readonly Change[],
): { mails: MailsCounted | null; others: Change[] } {
  const key = organizationLimitKey(organizationId)
  const counting = changes.find(
    (change): change is Counting => change.kind === 'quotas.count' && change.keys.includes(key),
  )
  if (!counting) return { mails: null, others: [...changes] }
  const { limit, now, windowEndsAt } = counting
  const keys = counting.keys.filter((other) => other !== key)
  const mails = { mails: counting.keys.length - keys.length, limit, now, windowEndsAt }
  const rest = keys.length > 0 ? [{ ...counting, keys }] : []
  return { mails, others: changes.flatMap((change) => (change === counting ? rest : [change])) }
}

const { mailCount, mailWindowEndsAt } = organization
const hasEnded = sql`${mailWindowEndsAt} <= ${given('now')}`
const [mails, limit, windowEndsAt] = [given('mails'), given('limit'), given('windowEndsAt')]

/** For a kept statement. As exact as other quotas are: over the limit, the NULL fails the commit. */
export const countingMails = {
  mailCount: sql`CASE WHEN ${hasEnded} THEN ${mails} WHEN ${mailCount} + ${mails} <= ${limit} THEN ${mailCount} + ${mails} END`,
  mailWindowEndsAt: sql`CASE WHEN ${hasEnded} THEN ${windowEndsAt} ELSE ${mailWindowEndsAt} END`,
}
