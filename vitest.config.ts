import path from 'node:path'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname
const mailApiUrl = 'https://mail.test'

export default defineConfig({
  test: {
    // What a test that passed has logged is of no use to anybody.
    silent: 'passed-only',
    projects: [
      {
        test: {
          name: 'node',
          // A process for each file would take longer than the tests.
          isolate: false,
          // Hashing a password, or linting a file, takes its time on a busy machine.
          testTimeout: 60_000,
          include: ['{worker,db,web,tools,bench}/**/*.test.ts'],
          exclude: ['**/*.workers.test.ts', '**/node_modules/**'],
        },
      },
      {
        plugins: [
          cloudflareTest(async ({ inject }) => ({
            main: './worker/testing/main.ts',
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                MIGRATIONS: await readD1Migrations(path.join(root, 'db/migrations')),
                APP_ORIGIN: 'https://usher.test',
                BETTER_AUTH_SECRET: 'a secret that only the tests know, long enough',
                INVITATION_SECRET: 'another secret that only the tests know, long enough',
                RESEND_API_KEY: 're_test',
                MAIL_API_URL: mailApiUrl,
              },
              // One more, for what goes over several (worker/databases.workers.test.ts).
              d1Databases: { DB_2: 'second' },
              // Nothing of a test leaves this machine: https://mail.test is a mailbox of this run, all else is refused.
              outboundService: async (request) => {
                const { origin, pathname, search } = new URL(request.url)
                if (origin !== mailApiUrl) {
                  return new Response('no such host in tests', { status: 599 })
                }
                const { method } = request
                const headers = Object.fromEntries(request.headers)
                const body = method === 'POST' ? await request.text() : null
                return fetch(`${String(inject('mailboxUrl'))}${pathname}${search}`, {
                  method,
                  headers,
                  body,
                })
              },
            },
          })),
        ],
        test: {
          name: 'workerd',
          include: ['{worker,db}/**/*.workers.test.ts'],
          globalSetup: ['./tools/mailbox/global-setup.ts'],
          setupFiles: ['./worker/testing/migrate.ts'],
          // Starting workerd and loading the worker takes longer than most files' tests: two of them run all files.
          isolate: false,
          maxWorkers: 2,
          deps: { optimizer: { ssr: { enabled: true } } },
          // The first call of an object loads the whole worker again, which a busy machine takes its time for.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
