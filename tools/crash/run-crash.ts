import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { randomFrom } from '../../worker/testing/random.ts'
import { executeAll } from '../lib/local-database.ts'
import { freePort } from '../lib/ports.ts'
import { startMailbox, type Service } from '../lib/services.ts'
import { signIn } from './call.ts'
import { Client, type Life } from './client.ts'
import { judge } from './judge.ts'
import { Knowledge } from './knowledge.ts'
import { Ledger } from './ledger.ts'
import { deliverMails, judgeMails } from './mails.ts'
import { deadlyMoment } from './moment.ts'
import type { CrashOptions } from './options.ts'
import { newOrganizations, statementsOf, type Organization } from './people.ts'
import { readRows, type Rows } from './rows.ts'
import { buildRuntime, type Runtime } from '../lib/runtime.ts'
import { Violation } from './violation.ts'

export type CrashReport = {
  kills: number
  acknowledged: number
  refused: number
  /** Of operations under way when the worker was killed: those that were done, and those that were not. */
  unknown: { done: number; notDone: number }
  repeated: number
  mails: number
}

const moreThanADaysWork = {
  LIMIT_MAILS_PER_ORGANIZATION: '1000000',
  LIMIT_MAILS_PER_ADDRESS: '1000000',
}

/** After which it is killed also on a machine that is busy with other things. */
const longestLifeMs = 20_000

/**
 * Kills the worker again and again while clients work, starts it on the same files, and looks each time whether all
 * that was acknowledged is there. Throws a Violation where it is not.
 */
export async function runCrash(
  options: CrashOptions,
  onKill: (kills: number, ledger: Ledger) => void = () => {},
): Promise<CrashReport> {
  const state = mkdtempSync(path.join(tmpdir(), 'usher-crash-'))
  const clear = () => rmSync(state, { recursive: true, force: true })
  // Also where the run is ended in its middle.
  process.once('exit', clear)
  let mailbox: Service | undefined
  let worker: Service | undefined
  try {
    mailbox = await startMailbox({ port: await freePort(), state })
    const runtime = await buildRuntime(state, {
      port: await freePort(),
      mailbox: mailbox.origin,
      variables: moreThanADaysWork,
    })
    const organizations = newOrganizations(options.clients)
    await fill(runtime, state, organizations)

    worker = await runtime.start()
    const storm = await gather(runtime, state, organizations, options.seed)
    const random = randomFrom(options.seed)
    const unknown = { done: 0, notDone: 0 }
    for (let kills = 1; kills <= options.kills; kills += 1) {
      await storm.rage(worker, random)
      worker = await runtime.start()
      const found = storm.look()
      unknown.done += found.done
      unknown.notDone += found.notDone
      onKill(kills, storm.ledger)
    }
    const { ledger, settle } = storm
    await settle()
    await deliverMails(state, runtime.origin)
    const mails = judgeMails(state, storm.look().rows.mails)
    const { repeated } = ledger
    const [acknowledged, refused] = [ledger.count('acknowledged'), ledger.count('refused')]
    return { kills: options.kills, acknowledged, refused, unknown, repeated, mails }
  } finally {
    await worker?.stop()
    await mailbox?.stop()
    clear()
    process.off('exit', clear)
  }
}

/** The worker makes the file of the database; what is in it comes from here. */
async function fill(
  runtime: Runtime,
  state: string,
  organizations: readonly Organization[],
): Promise<void> {
  const worker = await runtime.start()
  await worker.stop()
  executeAll(state, await statementsOf(organizations))
}

/** The clients, each with a chance of its own, and what they have done so far. */
async function gather(
  { origin, invitationSecret }: Runtime,
  state: string,
  organizations: readonly Organization[],
  seed: number,
) {
  const people = organizations.flatMap(({ staff, guests }) => [...staff, ...guests])
  const cookies = await signIn(origin, people)
  const before = readRows(state)
  const ledger = new Ledger()
  const knowledges = organizations.map((organization) => new Knowledge(organization))
  const clients = knowledges
    .flatMap((knowledge) => knowledge.organization.staff.map((me) => ({ knowledge, me })))
    .map(
      (who, at) =>
        new Client({
          ...who,
          origin,
          cookies,
          ledger,
          invitationSecret,
          random: randomFrom(seed + 1 + at),
        }),
    )

  /** They work until the worker is killed: about when one of their next acknowledgements is heard. */
  async function rage(worker: Service, random: (below: number) => number): Promise<void> {
    const life: Life = { isOver: false }
    const enough = ledger.more(1 + random(4 * clients.length))
    const working = Promise.all(clients.map((client) => client.work(life)))
    try {
      await Promise.race([working, enough, sleep(longestLifeMs, undefined, { ref: false })])
      await deadlyMoment(state, random)
    } finally {
      life.isOver = true
    }
    await worker.kill()
    await working
  }

  /** Looks at what the worker found, and judges it. */
  function look(): { rows: Rows; done: number; notDone: number } {
    const rows = readRows(state)
    judge(before, rows, ledger)
    for (const knowledge of knowledges) knowledge.refresh(rows)
    const unheard = [...ledger.deeds.values()].filter((deed) => deed.state === 'unknown')
    const done = unheard.filter(({ wasFound }) => wasFound).length
    return { rows, done, notDone: unheard.length - done }
  }

  /** Everything is answered in the end. */
  async function settle(): Promise<void> {
    const life: Life = { isOver: false }
    const tooLong = sleep(longestLifeMs, undefined, { ref: false })
    const finishing = Promise.all(clients.map((client) => client.finish(life)))
    await Promise.race([finishing, tooLong]).finally(() => (life.isOver = true))
    const unanswered = ledger.count('unknown')
    if (unanswered > 0) throw new Violation('operations that are never answered', unanswered)
  }

  return { ledger, rage, look, settle }
}
