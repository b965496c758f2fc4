import type { Change } from './change.ts'
import type { QuotaRecord } from './records.ts'
import { allow, refuse, type Decided } from './refusal.ts'

/** R42 counts mails by the day, in a window that starts with the first of them. */
const mailQuotaWindowMs = 24 * 60 * 60 * 1000

export type Limit = { key: string; limit: number }

/** One more counted towards a limit: what its quota comes to. */
export type Count = QuotaRecord & { limit: number }

/** Counts one more towards every limit, or says how long to wait: until the last of those that are reached opens again. */
export function countTowards(
  limits: readonly Limit[],
  counted: readonly QuotaRecord[],
  now: number,
): Decided<Count[]> {
  const counts: Count[] = []
  let opensAt = now
  for (const { key, limit } of limits) {
    const quota = counted.find((record) => record.key === key && record.windowEndsAt > now)
    if (quota && quota.count >= limit) opensAt = Math.max(opensAt, quota.windowEndsAt)
    const before = quota ?? { count: 0, windowEndsAt: now + mailQuotaWindowMs }
    counts.push({ key, limit, count: before.count + 1, windowEndsAt: before.windowEndsAt })
  }
  if (opensAt > now) return refuse('rate_limited', Math.ceil((opensAt - now) / 1000))
  return allow(counts)
}

/** The changes that count all of these: as many as there are different limits, however many keys. */
export function countingChanges(counts: readonly Count[], now: number): Change[] {
  const byLimit = Map.groupBy(counts, ({ limit }) => limit)
  return [...byLimit].map(([limit, some]) => ({
    kind: 'quotas.count',
    keys: some.map(({ key }) => key),
    limit,
    now,
    windowEndsAt: now + mailQuotaWindowMs,
  }))
}

/** What quotas come to by a change: by one that counts, what its SQL makes of them. */
export function countedBy(
  quotas: ReadonlyMap<string, QuotaRecord>,
  change: Change,
): ReadonlyMap<string, QuotaRecord> {
  if (change.kind !== 'quotas.count') return quotas
  const { keys, now, windowEndsAt } = change
  const counted = new Map(quotas)
  for (const key of keys) {
    const quota = counted.get(key)
    const isRunning = quota !== undefined && quota.windowEndsAt > now
    counted.set(key, {
      key,
      count: isRunning ? quota.count + 1 : 1,
      windowEndsAt: isRunning ? quota.windowEndsAt : windowEndsAt,
    })
  }
  return counted
}
