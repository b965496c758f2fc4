import path from 'node:path'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['{worker,db,web,tools}/**/*.test.ts'],
          exclude: ['**/*.workers.test.ts', '**/node_modules/**'],
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            main: './worker/index.ts',
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                MIGRATIONS: await readD1Migrations(path.join(root, 'db/migrations')),
                APP_ORIGIN: 'https://usher.test',
                BETTER_AUTH_SECRET: 'a secret that only the tests know, long enough',
                INVITATION_SECRET: 'another secret that only the tests know, long enough',
                RESEND_API_KEY: 're_test',
                MAIL_API_URL: 'https://mail.test',
              },
              // Nothing of a test leaves this machine: what is not stood in for is refused.
              outboundService: () => new Response('no such host in tests', { status: 599 }),
            },
          })),
        ],
        test: {
          name: 'workerd',
          include: ['{worker,db}/**/*.workers.test.ts'],
          setupFiles: ['./worker/testing/migrate.ts'],
          deps: { optimizer: { ssr: { enabled: true } } },
        },
      },
    ],
  },
})
