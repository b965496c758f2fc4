/** A part of the house, and what its files may import. Places are prefixes of paths, or of package names. */
export type Zone = {
  place: string
  /** The zone's own files may always be imported. */
  may: readonly string[]
  /** Only by `import type`. */
  mayType?: readonly string[]
  /** Where to go instead: the first entry whose prefix fits what was imported; '' fits all. */
  instead: readonly (readonly [prefix: string, sentence: string])[]
}

/** Small things that every room of the worker but its domain stands on. */
const common = [
  'worker/env.ts',
  'worker/configuration.ts',
  'worker/database-for.ts',
  'worker/bookmark.ts',
  'worker/cookies.ts',
  'worker/uuid.ts',
  'worker/deadline.ts',
  'worker/log/',
  'worker/base64url.ts',
]
const writes = 'worker/organization/client.ts'
const writeThroughClient = `Send a command with ${writes}: nothing else writes an organization's rows.`

/** docs/architecture.md, "Who may import whom". The most specific zone of a file counts. */
export const zones: readonly Zone[] = [
  {
    place: 'worker/domain/',
    may: [],
    instead: [
      [
        '',
        'The domain is pure and imports nothing: take what you need as an argument, from the caller.',
      ],
    ],
  },
  {
    place: 'db/',
    may: ['drizzle-orm'],
    mayType: ['worker/domain/'],
    instead: [
      [
        'worker/domain/',
        'The database knows the types of worker/domain only: use `import type`, and decide in the domain.',
      ],
      ['', 'The database is below everything else: pass what a query needs as an argument.'],
    ],
  },
  {
    place: 'worker/organization/',
    may: ['worker/domain/', 'db/', 'drizzle-orm', 'cloudflare:workers', ...common],
    instead: [
      [
        'worker/mail/',
        'A deed owes its mail in the same commit (change `mails.queue`); who sent the command has it delivered.',
      ],
      [
        'worker/router/',
        'The object knows nothing of tRPC: answer with data or a refusal, and let the router map it.',
      ],
      ['', 'The object stands on worker/domain and db alone: load a snapshot, decide, commit.'],
    ],
  },
  {
    place: 'worker/router/',
    may: [
      'worker/domain/',
      'db/queries/',
      'db/database.ts',
      writes,
      'worker/organization/organization-id.ts',
      'worker/auth/',
      'worker/links/',
      'worker/mail/deliver.ts',
      'worker/locale.ts',
      '@trpc/server',
      'hono',
      'zod',
      ...common,
    ],
    mayType: ['worker/organization/commands.ts'],
    instead: [
      ['db/', 'Reads are named queries: add one to db/queries and call it from here.'],
      ['drizzle-orm', 'The router writes no SQL: add a named query to db/queries.'],
      ['worker/organization/', writeThroughClient],
      [
        'worker/mail/',
        'A mail is owed by the commit of a deed; worker/mail/deliver.ts sends what is owed.',
      ],
      [
        '',
        'The router maps requests to queries (db/queries) and commands (worker/organization/client.ts), no more.',
      ],
    ],
  },
  {
    place: 'worker/live/',
    may: ['db/queries/', 'db/database.ts', writes, 'worker/auth/session.ts', ...common],
    instead: [
      ['worker/organization/', `Connections are handed over by ${writes}; the object holds them.`],
      [
        '',
        'The way to the object asks who is there, and whether they are a member; what they hear is decided there.',
      ],
    ],
  },
  {
    place: 'worker/cron/',
    may: ['worker/domain/', 'worker/mail/deliver.ts', writes, 'db/', 'drizzle-orm', ...common],
    instead: [
      ['worker/organization/', writeThroughClient],
      ['worker/mail/', 'Mails are sent by worker/mail/deliver.ts.'],
      [
        '',
        'A job reads with db, writes with worker/organization/client.ts and sends with worker/mail/deliver.ts.',
      ],
    ],
  },
  {
    place: 'worker/mail/',
    may: [
      'worker/domain/',
      'worker/links/',
      'worker/auth/sealed-token.ts',
      writes,
      'db/',
      'drizzle-orm',
      ...common,
    ],
    instead: [
      ['worker/organization/', writeThroughClient],
      [
        'worker/auth/',
        'Of accounts, a mail knows its payload alone: put what it says into worker/domain/mail.ts.',
      ],
      [
        '',
        'A mail says what its outbox row holds: put what it needs into the payload, worker/domain/mail.ts.',
      ],
    ],
  },
  {
    place: 'worker/links/',
    may: ['worker/domain/', 'worker/base64url.ts', 'worker/uuid.ts'],
    instead: [['', 'A link is made of a secret and an id: take both as arguments.']],
  },
  {
    place: 'worker/auth/',
    may: [
      'worker/domain/',
      'worker/links/',
      'worker/mail/deliver.ts',
      'worker/locale.ts',
      writes,
      'db/',
      'better-auth',
      'drizzle-orm',
      'node:crypto',
      'zod',
      ...common,
    ],
    instead: [
      ['worker/organization/', writeThroughClient],
      [
        'worker/router/',
        'The router asks who is there, not the other way round: answer it with data.',
      ],
      ['', 'Sign-in stands on better-auth, db and worker/domain: pass in what else it needs.'],
    ],
  },
  {
    place: 'worker/',
    may: [
      'db/',
      'hono',
      '@trpc/server',
      'better-auth',
      'drizzle-orm',
      'cloudflare:',
      'node:async_hooks',
      'zod',
    ],
    instead: [
      [
        '',
        'The worker knows nothing of the app, the tools or the journeys: what both need lives in worker/domain.',
      ],
    ],
  },
  {
    place: 'web/src/',
    // Of packages, whatever runs in a browser; what must not is forbidden by name.
    may: ['worker/domain/', 'zod/mini', 'package:'],
    mayType: ['worker/router/index.ts', '@trpc/server'],
    instead: [
      [
        'worker/router/index.ts',
        "The app knows the API's types alone: `import type { AppRouter }`.",
      ],
      [
        'worker/',
        'The app calls the API (#lib/api); of the worker it may import worker/domain, and `import type { AppRouter }`.',
      ],
      [
        'zod',
        'zod weighs 29 kB in a browser: check with a function of worker/domain, or with zod/mini.',
      ],
      ['', 'This does not run in a browser: call the API (#lib/api).'],
    ],
  },
  {
    place: 'e2e/',
    may: ['tools/', 'package:', 'node:'],
    instead: [['', 'A journey sees what a person sees: go by URLs and the words on the screen.']],
  },
]
