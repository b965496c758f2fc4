import { defineConfig, devices } from '@playwright/test'
import { chromiumArguments } from './tools/lib/chromium.ts'

const executablePath = process.env['USHER_CHROMIUM']

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/support/set-up.ts',
  outputDir: 'test-results',
  // Journeys share one Usher and differ in their organizations; two of them keep two cores busy.
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  // Machines that are shared and busy take their time, and once in a while too much of it.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  retries: 1,
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-US',
    timezoneId: 'UTC',
    // What can't be clicked, or does not come, is named where a journey waits for it, before its whole time is up.
    actionTimeout: 60_000,
    // A failed journey leaves a picture, and what stood on the page. `--trace on` tells all, in twice the time.
    screenshot: 'only-on-failure',
    launchOptions: { args: chromiumArguments, ...(executablePath ? { executablePath } : {}) },
  },
})
