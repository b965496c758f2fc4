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

await command(serve, { whenStopped: 0 })

async function serve(args: readonly string[]): Promise<never> {
  const { port, mailboxPort, state } = localOptions(args)
  await requireFreePort(port, 'the app', 'npm start -- --port')
  await requireFreePort(mailboxPort, 'the local mailbox', 'npm start -- --mailbox-port')
  await prepare(state)
  await step('Building the app', ensureWebBuilt)
  const [mailbox, worker] = await step('Starting the mailbox and the worker', async () => {
    const mailbox = await startMailbox({ port: mailboxPort, state, hears: onlyTroubles })
    return [
      mailbox,
      await startWorker({ port, state, mailbox: mailbox.origin, hears: onlyTroubles }),
    ] as const
  })
  alsoOnIpv6(port)
  ringEachMinute(worker.origin)
  console.log(welcome(worker.origin, mailbox.origin))
  return untilOneEnds([mailbox, worker])
}

/** What the servers say when all is well is of no use to anybody who only looks around. */
function onlyTroubles(text: string, stream: 'stdout' | 'stderr'): void {
  if (stream === 'stderr') process.stderr.write(text)
}
