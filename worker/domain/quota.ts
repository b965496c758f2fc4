import type { Change } from './change.ts'
import type { QuotaRecord } from './records.ts'
import { allow, refuse, type Decided } from './refusal.ts'

/** R42 counts mails by the day, in a window that starts with the first of them. */
const mailQuotaWindowMs = 24 * 60 * 60 * 1000

export type Limit = { key: string; limit: number }

/** Counts one more towards every limit, or says how long to wait for the first that is reached. */
export function countTowards(
  limits: readonly Limit[],
  counted: readonly QuotaRecord[],
  now: number,
): Decided<Change[]> {
  const changes: Change[] = []
  for (const { key, limit } of limits) {
    const quota = counted.find((record) => record.key === key && record.windowEndsAt > now)
    if (quota && quota.count >= limit) {
      return refuse('rate_limited', Math.ceil((quota.windowEndsAt - now) / 1000))
    }
    changes.push({ kind: 'quota.count', key, limit, now, windowEndsAt: now + mailQuotaWindowMs })
  }
  return allow(changes)
}
