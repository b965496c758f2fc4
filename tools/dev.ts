import { command } from './lib/command.ts'
import { ringEachMinute } from './lib/cron.ts'
import { alsoOnIpv6 } from './lib/ipv6-loopback.ts'
import { localOptions } from './lib/options.ts'
import { step } from './lib/output.ts'
import { requireFreePort } from './lib/ports.ts'
import { prepare } from './lib/prepare.ts'
import { startMailbox, startVite, untilOneEnds } from './lib/services.ts'
import { welcome } from './lib/welcome.ts'

await command(serve, { whenStopped: 0 })

async function serve(): Promise<never> {
  // The variables of wrangler.toml and the state of web/vite.config.ts hold, so there is nothing to choose.
  const { port, mailboxPort, state } = localOptions([])
  await requireFreePort(port, 'the app')
  await requireFreePort(mailboxPort, 'the local mailbox')
  await prepare(state)
  const [mailbox, vite] = await step('Starting the mailbox and vite', async () => {
    const hears = (text: string) => void process.stdout.write(text)
    const mailbox = await startMailbox({ port: mailboxPort, state, hears })
    return [mailbox, await startVite({ port, hears })] as const
  })
  alsoOnIpv6(port)
  ringEachMinute(vite.origin)
  console.log(welcome(vite.origin, mailbox.origin))
  return untilOneEnds([mailbox, vite])
}
