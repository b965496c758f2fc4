import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import { drizzle } from 'drizzle-orm/d1'
import * as schema from '../../db/schema/index.ts'
import { configuration } from '../configuration.ts'
import { cookiePrefixOf } from '../cookies.ts'
import { addressKey } from '../domain/address.ts'
import type { Env } from '../env.ts'
import { clearSession } from './clear-session.ts'
import { endReplacedSession } from './end-replaced-session.ts'
import { storedIdentifier } from './reset-token.ts'
import { logFailure } from '../log/failure.ts'
import { authRelations } from './relations.ts'
import { startSession } from './start-session.ts'

const day = 24 * 60 * 60

export type Auth = ReturnType<typeof buildAuth>

/** better-auth for a deployment, built once a process and environment. What of it is reachable says `handler.ts`. */
export function authFor(env: Env): Auth {
  const known = auths.get(env)
  if (known) return known
  const built = buildAuth(env)
  auths.set(env, built)
  return built
}

const auths = new WeakMap<Env, Auth>()

function buildAuth(env: Env) {
  const { appOrigin, google } = configuration(env)
  const isHttps = appOrigin.startsWith('https:')
  return betterAuth({
    appName: 'Usher',
    baseURL: appOrigin,
    basePath: '/api/auth',
    secret: env.BETTER_AUTH_SECRET,
    trustedOrigins: [appOrigin],
    database: drizzleAdapter(drizzle(env.DB, { schema: { ...schema, ...authRelations } }), {
      provider: 'sqlite',
      schema,
    }),
    // R30: an account comes from an invitation alone; and passwords are checked and set by Usher, all or nothing.
    emailAndPassword: { enabled: false },
    ...(google && {
      socialProviders: {
        google: {
          ...google,
          disableSignUp: true,
          disableIdTokenSignIn: true,
          mapProfileToUser: ({ email }) => ({ email: addressKey(email) ?? email }),
        },
      },
    }),
    account: {
      accountLinking: { enabled: true, allowDifferentEmails: false },
      updateAccountOnSignIn: false,
    },
    verification: { storeIdentifier: { hash: storedIdentifier } },
    session: {
      expiresIn: 30 * day,
      updateAge: day,
      // Says who asks, without a trip to D1; that the session still stands is found in the trip of what they ask for.
      cookieCache: { enabled: true, maxAge: 5 * 60 },
    },
    // R42 is counted exactly, in `limits.ts`.
    rateLimit: { enabled: false },
    databaseHooks: {
      // Whatever route a later version brings: no user is made by it (R30), and no address changes, which
      // would let a user take up invitations that were meant for somebody else (R26).
      user: {
        create: { before: async () => false },
        update: { before: async (changes) => ('email' in changes ? false : undefined) },
      },
      // Google's tokens serve once, to know who it is; kept, they could only leak.
      account: { create: { before: async () => ({ data: noProviderTokens }) } },
      session: { create: { after: endReplacedSession } },
    },
    onAPIError: { throw: true, errorURL: `${appOrigin}/sign-in` },
    advanced: {
      // Named here, not by `useSecureCookies`, whose prefix is the weaker `__Secure-`.
      useSecureCookies: false,
      cookiePrefix: cookiePrefixOf(appOrigin),
      defaultCookieAttributes: { secure: isHttps },
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
      database: { joins: true },
    },
    logger: { level: 'error', log: logBetterAuth },
    telemetry: { enabled: false },
    plugins: [startSession, clearSession],
  })
}

const noProviderTokens = { accessToken: null, refreshToken: null, idToken: null }

function logBetterAuth(_level: string, message: string, error?: unknown) {
  logFailure('better_auth', error instanceof Error ? error : message)
}
