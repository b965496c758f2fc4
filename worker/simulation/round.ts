/** One round: an empty database, a few organizations, waves of steps, and at the end a look at every row. */
import { env } from 'cloudflare:workers'
import { recordPresence } from '../../db/queries/presence.ts'
import { database } from '../../db/database.ts'
import { operation } from '../log/operation.ts'
import type { Command } from '../organization/commands.ts'
import { withSeams } from '../testing/faulty/seams.ts'
import { choose } from './choose.ts'
import { beginsCommand } from './deadlines.ts'
import { unexpectedFailure } from './failures.ts'
import { give } from './overrides.ts'
import { judge, Violation, type Happened, type Logged, type Waved } from './judge.ts'
import { laneOfThis } from './lane-of-this.ts'
import { Lanes, outsideLane } from './lanes.ts'
import { endedMails, expectReasons, type MailRow } from './mails.ts'
import { isOpen, statusAt } from './oracle/rules.ts'
import { emptyWorld, type World } from './oracle/world.ts'
import { perform, type Heard } from './perform.ts'
import type { Pause, Round, Wave } from './plan.ts'
import { expectInvariants, expectRows, expectWords, readRows } from './rows.ts'
import { MailSink } from './sink.ts'
import { freshAddresses, insertSessions, settle, wipe } from './start.ts'
import type { Tally } from './tally.ts'

const newLines = `SELECT place, organization_id AS organizationId, operation_id AS operationId, verb, actor,
  subject_id AS subjectId, answer, details ->> 'email' AS email, created_at AS createdAt
  FROM order_of_lines CROSS JOIN audit_event USING (organization_id, operation_id, line) WHERE place > ? ORDER BY place`

const startAt = Date.UTC(2026, 10, 23, 12)
const minute = 60_000

/**
 * No wave takes that long, however busy the machine is. It is counted in looks, one a second: a machine that stops for a
 * while makes nothing stuck.
 */
const mostLooks = 30

/** Nothing moves any more, and what was begun is not over: no other round can be run after it. */
export class Stuck extends Error {}

/** Throws a Violation where the worker does what the rules don't. */
export async function runRound(round: Round, tally: Tally): Promise<void> {
  const running = new Running(round, tally)
  try {
    await running.run()
  } finally {
    await running.end()
  }
}

class Running {
  readonly #lanes = new Lanes()
  readonly #sink = new MailSink()
  readonly #sent = new Map<string, Command[]>()
  readonly #commands: Command[] = []
  readonly #round: Round
  readonly #tally: Tally
  #world: World = emptyWorld()
  #now = startAt
  #ids = 0
  #lanesUsed = 0
  #lastLine = 0
  #waveStartedAt = 0
  #failure: string | null = null

  constructor(round: Round, tally: Tally) {
    this.#round = round
    this.#tally = tally
  }

  async run(): Promise<void> {
    give({
      now: () => this.#now,
      newId: () => this.#newId(),
      fetch: (init) => this.#ask(init),
      hear: (line) => {
        this.#failure ??= unexpectedFailure(line)
      },
    })
    this.#world = await settle(env.DB, this.#round.people, startAt)
    const seams = {
      d1: (trip: Parameters<Lanes['trip']>[0]) => {
        this.#tally.trip(operation()?.together ?? 1)
        return this.#lanes.trip(trip, trip.object ?? '')
      },
      begins: beginsCommand,
    }
    await withSeams(seams, async () => {
      for (const wave of this.#round.waves) await this.#ride(wave)
      await this.#calmDown()
    })
    const rows = await readRows(env.DB)
    expectRows(rows, this.#world, this.#now)
    expectInvariants(rows, this.#sink)
    await expectWords(env.DB)
  }

  async end(): Promise<void> {
    this.#tally.rounds += 1
    this.#tally.count('faults', this.#lanes.drawn)
    this.#tally.count('mail', this.#sink.drawn)
    give(null)
    await wipe(env.DB)
  }

  async #ride(wave: Wave): Promise<void> {
    await this.#pause(wave.pause)
    const { steps, picks, faults, mail } = wave
    const instants = [this.#now]
    const left = this.#lanes.left
    const faultsBefore = this.#faultsDrawn()
    this.#sink.answers = [...mail]
    this.#waveStartedAt = this.#lanesUsed + 1
    const choosing = {
      world: this.#world,
      addresses: freshAddresses,
      newId: () => this.#newId(),
      before: this.#commands,
    }
    const items = steps.map((step) => choose(step, choosing))
    const started = items.map((item) => {
      const lane = outsideLane((this.#lanesUsed += 1))
      this.#lanes.enter(lane)
      if (item.kind === 'command') this.#commands.push(item.command)
      return { item, lane }
    })
    const gaveUp = new Map<string, () => void>()
    this.#lanes.giveUp = (lane) => gaveUp.get(lane)?.()
    this.#lanes.follow({ picks, faults })
    const doing = started.map(async ({ item, lane }): Promise<Waved> => {
      const nobodyWaits = new Promise<null>((resolve) => gaveUp.set(lane, () => resolve(null)))
      const heard = await Promise.race([this.#perform(item, lane), nobodyWaits])
      this.#lanes.forget(lane)
      this.#tally.step(item, heard)
      return { item, heard }
    })
    const done = await this.#unlessStuck(Promise.all(doing))
    const isBroken = this.#faultsDrawn() > faultsBefore
    const isDisturbed =
      left > 0 ||
      isBroken ||
      items.some(
        (item) => item.kind === 'operate' || (item.kind === 'command' && item.way === 'beside'),
      )
    await this.#raise()
    await this.#judge({ done, instants, isDisturbed })
  }

  /** Whoever comes first to an object that has died may still find the dead one: nobody of the waves to come. */
  async #raise(): Promise<void> {
    for (const name of this.#lanes.dead) await reach(name)
    this.#lanes.dead.clear()
  }

  async #unlessStuck<T>(doing: Promise<T>): Promise<T> {
    const over = new AbortController()
    try {
      return await Promise.race([doing, this.#failWhenStuck(over.signal)])
    } finally {
      over.abort()
    }
  }

  async #failWhenStuck(signal: AbortSignal): Promise<never> {
    for (let looks = 0; looks < mostLooks; looks += 1) await scheduler.wait(1000, { signal })
    throw new Stuck(this.#lanes.describe())
  }

  #perform(item: Parameters<typeof perform>[0], lane: string): Promise<Heard> {
    const note = (command: Command) => {
      const { operationId } = command
      this.#sent.set(operationId, [...(this.#sent.get(operationId) ?? []), command])
    }
    return perform(item, lane, this.#lanes, note)
  }

  async #pause(pause: Pause): Promise<void> {
    const { organizations, people } = this.#world
    switch (pause.kind) {
      case 'nothing':
        return
      case 'time':
        return this.#setClock(this.#now + pause.milliseconds)
      case 'expiry': {
        const open = [...organizations.values()].flatMap(({ invitations }) =>
          [...invitations.values()].filter(isOpen),
        )
        const one = open[pause.of % Math.max(open.length, 1)]
        return this.#setClock(Math.max(this.#now, (one?.expiresAt ?? 0) + pause.offset))
      }
      case 'seen': {
        const members = [...organizations.values()].flatMap(({ id, members: all }) =>
          [...all].map(([viewerId, member]) => ({ organizationId: id, viewerId, member })),
        )
        const one = members[pause.of % Math.max(members.length, 1)]
        if (!one) return
        await recordPresence(database(env.DB), { ...one, now: this.#now })
        const { member } = one
        if (member.lastActiveAt <= this.#now - 5 * minute) member.lastActiveAt = this.#now
        return
      }
      case 'account': {
        const email = freshAddresses[pause.of % freshAddresses.length] ?? ''
        if ([...people.values()].some((person) => person.email === email)) return
        const person = { id: this.#newId(), name: 'Nadia Novak', email, isVerified: true }
        await env.DB.batch([
          env.DB.prepare(
            'INSERT INTO user (id, name, email, email_verified, created_at, updated_at) VALUES (?, ?, ?, 1, 1, 1)',
          ).bind(person.id, person.name, email),
          insertSessions(env.DB, [person]),
        ])
        people.set(person.id, person)
      }
    }
  }

  /** Nothing is broken any more: whatever is owed must come. */
  async #calmDown(): Promise<void> {
    // What the last wave left behind goes on now, and is of no wave any more.
    this.#waveStartedAt = this.#lanesUsed + 1
    this.#lanes.follow(null)
    await this.#unlessStuck(this.#untilNothingIsLeft())
    this.#sink.answers = []
    for (let tries = 0; tries < 40; tries += 1) {
      await this.#perform(
        { kind: 'schedule', cron: '* * * * *' },
        outsideLane((this.#lanesUsed += 1)),
      )
      const queued = env.DB.prepare(
        `SELECT count(*) AS count FROM outbox_mail WHERE status = 'queued'`,
      )
      await this.#judge({ done: [], instants: [], isDisturbed: true })
      if ((await queued.first<number>('count')) === 0) break
      this.#setClock(this.#now + (tries < 5 ? minute : 60 * minute))
    }
  }

  async #untilNothingIsLeft(): Promise<void> {
    while (this.#lanes.left > 0) await scheduler.wait(1)
    await scheduler.wait(1)
  }

  /** What was done since it was last asked, and what has come of the mails by now. */
  async #judge(waved: Pick<Happened, 'done' | 'instants' | 'isDisturbed'>): Promise<void> {
    const [lines, ended] = await env.DB.batch([
      env.DB.prepare(newLines).bind(this.#lastLine),
      env.DB.prepare(endedMails),
    ])
    const log = lines?.results as Logged[]
    this.#lastLine = log.at(-1)?.place ?? this.#lastLine
    if (this.#failure !== null) throw new Violation(`the worker failed by itself: ${this.#failure}`)
    judge(this.#world, { ...waved, log, sent: this.#sent })
    expectReasons(ended?.results as MailRow[], this.#world, this.#sink, this.#now)
  }

  /** The mail API, from within the lane of who delivers. */
  async #ask(init: RequestInit | undefined): Promise<Response> {
    const lane = laneOfThis.getStore() ?? ''
    await this.#lanes.pass(lane)
    const before = this.#sink.taken.size
    const body = typeof init?.body === 'string' ? init.body : ''
    const isOfThisWave = Number(lane.split(' ')[1]) >= this.#waveStartedAt
    try {
      return await this.#sink.ask(init, this.#now, { isLate: !isOfThisWave })
    } finally {
      if (this.#sink.taken.size > before && isOfThisWave) this.#expectAlive(body)
    }
  }

  /** What was overtaken before whoever sends began must not go out. */
  #expectAlive(body: string): void {
    const [, id = '', generation] = /invite#([\w-]{36})\.(\d+)\./.exec(body) ?? []
    for (const of of this.#world.organizations.values()) {
      const invitation = of.invitations.get(id)
      const isOwed = of.mails.some(
        (mail) => mail.invitationId === id && mail.generation === Number(generation),
      )
      if (!invitation || !isOwed) continue
      const isCurrent = invitation.generation === Number(generation)
      const status = statusAt(of, invitation, this.#now)
      if (!isCurrent || (status !== 'pending' && status !== 'on_hold')) {
        this.#sink.problems.push(
          `a mail of ${id}, sending ${generation}, went out when it was ${status}`,
        )
      }
    }
  }

  #setClock(now: number): void {
    this.#now = now
  }

  /** In no order that anything could lean on. */
  #newId(): `${string}-${string}-${string}-${string}-${string}` {
    this.#ids += 1
    const scattered = (BigInt(this.#ids) * 0x9e3779b97f4bn) % 0x1000000000000n
    return `${this.#ids.toString(16).padStart(8, '0')}-0000-4000-8000-${scattered.toString(16).padStart(12, '0')}`
  }

  #faultsDrawn(): number {
    return [...this.#lanes.drawn.values()].reduce((sum, count) => sum + count, 0)
  }
}

/** A verb that no object knows is answered by each that lives, and decides nothing. */
async function reach(organizationId: string): Promise<void> {
  const actor = { kind: 'system', job: 'simulation' } as const
  const nothing = { verb: 'nothing', organizationId, operationId: 'nothing', actor, input: {} }
  for (let tries = 0; tries < 100; tries += 1) {
    const object = env.ORGANIZATION.get(env.ORGANIZATION.idFromName(organizationId))
    const isAlive = await object.execute(nothing as unknown as Command).then(
      () => true,
      () => false,
    )
    if (isAlive) return
    await scheduler.wait(1)
  }
  throw new Error('an object that had died did not come back')
}
