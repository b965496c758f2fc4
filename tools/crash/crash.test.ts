import { expect, test } from 'vitest'
import { runCrash } from './run-crash.ts'

test('killed under load and started on the same files, the worker has lost nothing that it acknowledged (F10)', async () => {
  const report = await runCrash({ kills: 3, clients: 8, seed: 10 })
  expect(report.acknowledged).toBeGreaterThan(report.kills)
  expect(report.mails).toBeGreaterThan(0)
}, 180_000)
