import type { BetterAuthOptions } from 'better-auth'
import { organization } from 'better-auth/plugins/organization'

/** What differs between the worker and the making of its tables. */
export type PeerSettings = Required<Pick<BetterAuthOptions, 'database' | 'baseURL' | 'secret'>>

/**
 * better-auth's organization plugin with teams, at its best: sessions are read from a signed cookie, rows that belong
 * together by one query, and nothing is logged, counted or mailed.
 */
export const peerOptions = (settings: PeerSettings) =>
  ({
    ...settings,
    appName: 'Peer',
    trustedOrigins: [settings.baseURL as string],
    emailAndPassword: { enabled: true },
    session: { cookieCache: { enabled: true, maxAge: 300 } },
    advanced: { database: { joins: true } },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
    plugins: [
      organization({
        teams: { enabled: true },
        // Its limits of 100 each would refuse what is to be measured.
        invitationLimit: Number.MAX_SAFE_INTEGER,
        membershipLimit: Number.MAX_SAFE_INTEGER,
        requireEmailVerificationOnInvitation: false,
      }),
    ],
  }) satisfies BetterAuthOptions
