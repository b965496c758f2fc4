import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bin, inRoot } from '../lib/paths.ts'

/** A file, the one import in it, and a part of the sentence that refuses it. */
const refused: [file: string, code: string, sentence: string][] = [
  ['worker/domain/a.ts', "import '../../db/schema/index.ts'", 'The domain is pure'],
  ['worker/domain/a.ts', "import 'drizzle-orm'", 'The domain is pure'],
  ['worker/domain/invitation/a.ts', "import '../../organization/client.ts'", 'The domain is pure'],
  ['worker/domain/a.ts', "import type { Env } from '../env.ts'", 'The domain is pure'],
  ['worker/domain/a.ts', "export const f = () => import('../mail/drain.ts')", 'The domain is pure'],
  ['worker/domain/a.ts', "export type E = import('../env.ts').Env", 'The domain is pure'],
  ['worker/domain/a.ts', "export * from '../env.ts'", 'The domain is pure'],
  ['db/queries/a.ts', "import { can } from '../../worker/domain/roles.ts'", 'use `import type`'],
  ['db/queries/a.ts', "import '../../worker/router/index.ts'", 'below everything else'],
  ['worker/organization/a.ts', "import '../router/index.ts'", 'knows nothing of tRPC'],
  ['worker/organization/a.ts', "import '../mail/deliver.ts'", 'owes its mail'],
  [
    'worker/organization/verbs/a.ts',
    "import '../../auth/session.ts'",
    'stands on worker/domain and db',
  ],
  ['worker/router/a.ts', "import '../../db/schema/index.ts'", 'add one to db/queries'],
  ['worker/router/a.ts', "import 'drizzle-orm/sqlite-core'", 'writes no SQL'],
  [
    'worker/router/a.ts',
    "import '../organization/object.ts'",
    'Send a command with worker/organization/client.ts',
  ],
  ['worker/router/a.ts', "import { x } from '../organization/commands.ts'", 'Send a command'],
  ['worker/router/a.ts', "import '../mail/resend/mailer.ts'", 'sends what is owed'],
  ['worker/router/a.ts', "import '../cron/index.ts'", 'no more'],
  ['worker/cron/a.ts', "import '../organization/object.ts'", 'Send a command'],
  ['worker/cron/a.ts', "import '../mail/resend/mailer.ts'", 'Mails are sent by'],
  ['worker/cron/a.ts', "import '../router/index.ts'", 'A job reads with db'],
  ['worker/mail/a.ts', "import '../organization/apply.ts'", 'Send a command'],
  ['worker/mail/a.ts', "import '../router/index.ts'", 'worker/domain/mail.ts'],
  ['worker/mail/a.ts', "import '../auth/session.ts'", 'Of accounts'],
  ['worker/live/a.ts', "import '../organization/object.ts'", 'the object holds them'],
  ['worker/live/a.ts', "import '../organization/live/listener.ts'", 'the object holds them'],
  ['worker/links/a.ts', "import '../configuration.ts'", 'take both as arguments'],
  ['worker/auth/a.ts', "import '../router/index.ts'", 'not the other way round'],
  ['worker/auth/a.ts', "import '../organization/object.ts'", 'Send a command'],
  ['worker/app.ts', "import '../web/src/lib/api/client.ts'", 'knows nothing of the app'],
  ['worker/app.ts', "import '../tools/demo/organization.ts'", 'knows nothing of the app'],
  [
    'web/src/lib/a.ts',
    "import { appRouter } from '../../../worker/router/index.ts'",
    'types alone',
  ],
  ['web/src/lib/a.ts', "import { x } from '../../../worker/router/inputs.ts'", 'calls the API'],
  ['web/src/lib/a.ts', "import type { X } from '../../../worker/env.ts'", 'calls the API'],
  ['web/src/lib/a.ts', "import '../../../db/schema/index.ts'", 'does not run in a browser'],
  ['web/src/lib/a.ts', "import * as z from 'zod'", 'weighs 29 kB in a browser'],
  ['web/src/lib/a.ts', "import 'node:crypto'", 'does not run in a browser'],
  ['web/src/lib/a.ts', "import { Hono } from 'hono'", 'does not run in a browser'],
  [
    'web/src/a.svelte',
    '<script lang="ts">import \'../../worker/env.ts\'</script>',
    'calls the API',
  ],
  ['e2e/a.ts', "import '../worker/domain/roles.ts'", 'go by URLs'],
  ['e2e/support/a.ts', "import '../../db/schema/index.ts'", 'go by URLs'],
  ['worker/router/b.ts', "import { z } from 'zod'", "Write `import * as z from 'zod'`"],
  ['worker/router/b.ts', "import z from 'zod'", "Write `import * as z from 'zod'`"],
]

const allowed: [file: string, code: string][] = [
  ['worker/domain/invitation/a.ts', "import '../organization/create.ts'"],
  ['worker/domain/a.test.ts', "import 'fast-check'"],
  ['db/schema/a.ts', "import type { Grant } from '../../worker/domain/roles.ts'"],
  ['db/schema/a.ts', "import { type Grant } from '../../worker/domain/roles.ts'"],
  ['worker/organization/a.ts', "import '../../db/schema/index.ts'"],
  ['worker/router/a.ts', "import type { Commands } from '../organization/commands.ts'"],
  ['worker/router/a.ts', "import '../organization/client.ts'"],
  ['worker/router/a.ts', "import * as z from 'zod'"],
  ['worker/index.ts', "export { OrganizationObject } from './organization/object.ts'"],
  ['web/src/lib/a.ts', "import type { AppRouter } from '../../../worker/router/index.ts'"],
  ['web/src/lib/a.ts', "import { can } from '../../../worker/domain/roles.ts'"],
  ['web/src/lib/a.ts', "import '#lib/api/client.ts'"],
  ['web/src/lib/a.ts', "import 'svelte'"],
  ['e2e/support/a.ts', "import '../../tools/lib/services.ts'"],
]

type Diagnostic = { message: string; code: string; filename: string }

const folder = mkdtempSync(path.join(tmpdir(), 'usher-lint-'))
const cases = [...refused, ...allowed].map(([file, code], at) => ({
  // Each case in a file of its own.
  file: file.replace(/\/(\w+)\./, (_, name: string) => `/${name}${at}.`),
  code,
}))
let found: Diagnostic[] = []

beforeAll(() => {
  for (const { file, code } of cases) {
    const place = path.join(folder, file)
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, `${code}\n`)
  }
  const linted = spawnSync(bin('oxlint'), ['-c', inRoot('.oxlintrc.json'), '-f', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  })
  found = (JSON.parse(linted.stdout) as { diagnostics: Diagnostic[] }).diagnostics
})

afterAll(() => rmSync(folder, { recursive: true }))

const ofUsher = (file: string) =>
  found.filter(({ filename, code }) => filename === file && code.startsWith('usher('))

describe('an import in a direction that it must not go is refused, with where to go instead', () => {
  test.each(refused.map(([file, code, sentence], at) => [file, code, sentence, at] as const))(
    '%s: %s',
    (_file, _code, sentence, at) => {
      const messages = ofUsher(cases[at]?.file ?? '').map(({ message }) => message)
      expect(messages).toEqual([expect.stringContaining(sentence)])
    },
  )
})

describe('an import in a direction that it may go is not', () => {
  test.each(allowed.map(([file, code], at) => [file, code, refused.length + at] as const))(
    '%s: %s',
    (_file, _code, at) => {
      expect(ofUsher(cases[at]?.file ?? '')).toEqual([])
    },
  )
})
