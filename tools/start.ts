import { command } from './lib/command.ts'
import { ringEachMinute } from './lib/cron.ts'
import { alsoOnIpv6 } from './lib/ipv6-loopback.ts'
import { localOptions } from './lib/options.ts'
import { step } from './lib/output.ts'
import { requireFreePort } from './lib/ports.ts'
import { prepare } from './lib/prepare.ts'
import { startMailbox, startWorker, untilOneEnds } from './lib/services.ts'
import { welcome } from './lib/welcome.ts'
import { ensureWebBuilt } from './lib/web-build.ts'

await command(async (args) => {
  const { port, mailboxPort, state } = localOptions(args)
  await requireFreePort(port, 'the app', 'npm start -- --port')
  await requireFreePort(mailboxPort, 'the local mailbox', 'npm start -- --mailbox-port')
  await prepare(state)
  await step('Building the app', ensureWebBuilt)
  const [mailbox, worker] = await step('Starting the mailbox and the worker', async () => {
    const hears = (text: string) => void process.stderr.write(text)
    const mailbox = await startMailbox({ port: mailboxPort, state, hears })
    return [mailbox, await startWorker({ port, state, mailbox: mailbox.origin, hears })] as const
  })
  alsoOnIpv6(port)
  ringEachMinute(worker.origin)
  console.log(welcome(worker.origin, mailbox.origin))
  return untilOneEnds([mailbox, worker])
})
