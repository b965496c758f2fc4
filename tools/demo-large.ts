import { globex, invitationsIn, sizes } from './demo/large.ts'
import { people } from './demo/organization.ts'
import { ensureLarge } from './demo/seed.ts'
import { command } from './lib/command.ts'
import { localOptions } from './lib/options.ts'
import { step } from './lib/output.ts'
import { requireFreePort } from './lib/ports.ts'
import { prepare } from './lib/prepare.ts'

await command(async (args) => {
  const { port, state } = localOptions(args)
  // A worker that runs would find the database locked for as long as this takes.
  await requireFreePort(port, 'the app', 'npm run demo:large -- --port')
  await prepare(state)
  const isNew = await step(`Adding ${globex.name}`, async () => ensureLarge(state))
  console.log(isNew ? added() : `${globex.name} is there already; nothing was changed.`)
  console.log(
    `Start the app with npm start, sign in as ${people[0]?.email}, and switch to ${globex.name}. npm run demo:reset takes it away.`,
  )
})

function added(): string {
  const count = (...states: string[]) =>
    invitationsIn.reduce((sum, [state, many]) => sum + (states.includes(state) ? many : 0), 0)
  const number = new Intl.NumberFormat('en')
  return [
    `Added ${globex.name}: ${number.format(sizes.members)} members in ${sizes.workspaces} workspaces,`,
    `${number.format(count('pending', 'not_delivered', 'on_hold'))} pending invitations`,
    `(${count('on_hold')} of them need approval, ${count('not_delivered')} were not delivered),`,
    `${count('expired')} expired ones, and ${count('accepted', 'canceled', 'declined', 'superseded')} of history.`,
  ].join(' ')
}
