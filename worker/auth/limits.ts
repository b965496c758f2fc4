import { refund, spend, type Limit } from '../../db/queries/quota.ts'
import { configuration } from '../configuration.ts'
import type { Env } from '../env.ts'
import { keyedDigest } from './digest.ts'

const minute = 60 * 1000
const signInWindowMs = 15 * minute
const resetWindowMs = 60 * minute
const resetsPerAddress = 5
const resetsPerClient = 20
/** Seconds; the period of FORGED_TOKENS in wrangler.toml. */
const forgedTokenWindow = 60

export type Attempt<T> = { ok: true; value: T | null } | { ok: false; retryAfter: number }

/**
 * One try to sign in, within R42: `check` runs only where there is room for one more failure, and answers `null` when it
 * failed. The try is counted before and taken back unless it failed, so tries at the same time are counted exactly.
 */
export async function attemptSignIn<T>(
  env: Env,
  { address, client }: { address: string; client: string },
  check: () => Promise<T | null>,
): Promise<Attempt<T>> {
  const { signInPerAccount, signInPerClient } = configuration(env).limits
  const limits = [
    await limitOf(env, 'sign-in:account', address, signInPerAccount),
    await limitOf(env, 'sign-in:client', client, signInPerClient),
  ]
  const room = await makeRoom(env, limits)
  if (!room.ok) return { ok: false, retryAfter: secondsUntil(room.reached.windowEndsAt) }
  let failed = false
  const done = underWay(limits)
  try {
    const value = await check()
    failed = value === null
    return { ok: true, value }
  } finally {
    if (!failed) await refund(env.DB, room.spent)
    done()
  }
}

/** How many tries this process is checking, by limit: those may yet turn out good and make room. */
const checking = new Map<string, number>()
const lookAgainMs = 100
const looks = 100

async function makeRoom(env: Env, limits: Limit[]) {
  for (let look = 1; ; look += 1) {
    const before = new Set(checking.keys())
    const room = await spend(env.DB, limits, { now: Date.now(), windowMs: signInWindowMs })
    if (room.ok || look === looks) return room
    const { key } = room.reached
    if (!before.has(key) && !checking.has(key)) return room
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
  }
}

function underWay(limits: Limit[]): () => void {
  for (const { key } of limits) checking.set(key, (checking.get(key) ?? 0) + 1)
  return () => {
    for (const { key } of limits) {
      const left = (checking.get(key) ?? 1) - 1
      if (left > 0) checking.set(key, left)
      else checking.delete(key)
    }
  }
}

/** Counts one more request for a reset by a client; the seconds to wait when there were too many. */
export async function countResetOfClient(env: Env, client: string): Promise<number | null> {
  return countReset(env, await limitOf(env, 'reset:client', client, resetsPerClient))
}

/** The same by address. */
export async function countResetOfAddress(env: Env, address: string): Promise<number | null> {
  return countReset(env, await limitOf(env, 'reset:address', address, resetsPerAddress))
}

/**
 * Counts a link's token that was not made here, or may not have been: whether one of a reset was, only a query tells,
 * which nobody gets without limit. The seconds to wait when there were too many. The platform counts, without a query.
 */
export async function countDoubtfulToken(env: Env, client: string): Promise<number | null> {
  const { success } = await env.FORGED_TOKENS.limit({ key: client })
  return success ? null : forgedTokenWindow
}

async function countReset(env: Env, limit: Limit): Promise<number | null> {
  const counted = await spend(env.DB, [limit], { now: Date.now(), windowMs: resetWindowMs })
  return counted.ok ? null : secondsUntil(counted.reached.windowEndsAt)
}

async function limitOf(env: Env, what: string, whom: string, limit: number): Promise<Limit> {
  return { key: `${what}:${await keyedDigest(env.BETTER_AUTH_SECRET, `${what}:${whom}`)}`, limit }
}

function secondsUntil(instant: number): number {
  return Math.max(1, Math.ceil((instant - Date.now()) / 1000))
}
