import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startMailbox } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    mailboxUrl: string
  }
}

/** Gives a run of tests a mailbox of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'usher-mailbox-'))
  const mailbox = await startMailbox({ port: 0, file: path.join(folder, 'mailbox.jsonl') })
  project.provide('mailboxUrl', mailbox.url)
  return async () => {
    await mailbox.close()
    rmSync(folder, { recursive: true })
  }
}
