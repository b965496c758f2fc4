import { and, eq, gt, sql } from 'drizzle-orm'
import { database } from '../../db/database.ts'
import { account, invitation as invitations, user as users } from '../../db/schema/index.ts'
import { passwordProblem } from '../domain/password.ts'
import { allow, refuse, type Decided, type Refused } from '../domain/refusal.ts'
import type { Env } from '../env.ts'
import { authFor } from './auth.ts'
import { logFailure } from '../log/failure.ts'
import { hashPassword } from './password-hash.ts'
import { onlyCookies } from './session.ts'
import { accountIdFor, signInAgain } from './sign-in-again.ts'

export type NewAccount = {
  /** What a link whose secret was checked opens: it proves the address. */
  invitation: { id: string; generation: number }
  operationId?: string | undefined
  /** The invitation's address key. */
  email: string
  name: string
  password: string
  headers: Headers
  client: string
  now: number
}

export type SignedIn = { userId: string; cookies: Headers }

/**
 * Makes the account that an invitation's link allows, its address verified, and signs it in (R22). Never touches an
 * account that exists: that is `not_permitted`, but for one that the same operation has made.
 */
export async function createAccount(env: Env, asked: NewAccount): Promise<Decided<SignedIn>> {
  const { invitation, operationId, email, name, password, headers, now } = asked
  // Whoever calls says so in words; this only makes sure.
  if (passwordProblem(password, email)) return refuse('not_permitted')
  const at = new Date(now)
  const id = operationId && (await accountIdFor(invitation.id, operationId))
  const user = { id: id ?? crypto.randomUUID(), name, email, emailVerified: true }
  const created = await insertAccount(env, user, {
    invitation,
    password: await hashPassword(password),
    now,
  })
  if (!created.ok) return (await signInAgain(env, asked)) ?? created
  const { headers: cookies } = await authFor(env).api.startSession({
    body: { user: { ...user, createdAt: at, updatedAt: at } },
    headers,
    returnHeaders: true,
  })
  return allow({ userId: user.id, cookies: onlyCookies(cookies) })
}

async function insertAccount(
  env: Env,
  user: { id: string; name: string; email: string },
  {
    invitation,
    password,
    now,
  }: { invitation: NewAccount['invitation']; password: string; now: number },
): Promise<Decided<null>> {
  const db = database(env.DB)
  const at = new Date(now)
  // A row only while the invitation is open: one that closed since it was read makes no account.
  const invited = db
    .select({
      id: sql<string>`${user.id}`.as('id'),
      name: sql<string>`${user.name}`.as('name'),
      email: invitations.emailKey,
      emailVerified: sql<boolean>`1`.as('email_verified'),
      image: sql<null>`NULL`.as('image'),
      createdAt: sql<Date>`${now}`.as('created_at'),
      updatedAt: sql<Date>`${now}`.as('updated_at'),
    })
    .from(invitations)
    .where(
      and(
        eq(invitations.id, invitation.id),
        eq(invitations.generation, invitation.generation),
        eq(invitations.emailKey, user.email),
        eq(invitations.status, 'pending'),
        gt(invitations.expiresAt, now),
      ),
    )
  try {
    await db.batch([
      db.insert(users).select(invited),
      // Without the user, this breaks its foreign key, and the batch with it.
      db.insert(account).values({
        id: crypto.randomUUID(),
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password,
        createdAt: at,
        updatedAt: at,
      }),
    ])
    return allow(null)
  } catch (error) {
    return refusalOf(error)
  }
}

function refusalOf(error: unknown): Refused {
  const message = error instanceof Error ? `${error.message} ${String(error.cause)}` : ''
  if (message.includes('UNIQUE constraint failed: user.email')) return refuse('not_permitted')
  if (message.includes('FOREIGN KEY constraint failed')) return refuse('invitation_not_pending')
  logFailure('account_not_created', error)
  return refuse('unavailable', 5)
}
