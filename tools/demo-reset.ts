import { rmSync } from 'node:fs'
import path from 'node:path'
import { people, password } from './demo/organization.ts'
import { command } from './lib/command.ts'
import { mailboxFile } from './lib/services.ts'
import { localOptions } from './lib/options.ts'
import { requireFreePort } from './lib/ports.ts'
import { prepare } from './lib/prepare.ts'

await command(async (args) => {
  const { port, mailboxPort, state } = localOptions(args)
  // A worker that runs would go on writing into files that are no longer there.
  await requireFreePort(port, 'the app', 'npm run demo:reset -- --port')
  await requireFreePort(mailboxPort, 'the local mailbox', 'npm run demo:reset -- --mailbox-port')
  for (const place of ['v3/d1', 'v3/do'])
    rmSync(path.join(state, place), { recursive: true, force: true })
  rmSync(mailboxFile(state), { force: true })
  await prepare(state)
  console.log(
    `The demo is new again: ${people.length} people, all with the password ${password}. npm start`,
  )
})
