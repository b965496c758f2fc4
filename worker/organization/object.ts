import { DurableObject } from 'cloudflare:workers'
import { configuration } from '../configuration.ts'
import { refuse } from '../domain/refusal.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../failure.ts'
import { carryOut, namesOf } from './carry-out.ts'
import type { Answer, Command, Verb } from './commands.ts'
import { CommandQueue, late } from './queue.ts'
import { verbs } from './verbs/index.ts'

/** One organization: everything that changes its rows passes through here, one command at a time. */
export class OrganizationObject extends DurableObject<Env> {
  readonly #queue = new CommandQueue()

  async execute(command: Command): Promise<Answer<Verb>> {
    // A newer worker may know verbs that this object, not yet restarted, does not.
    if (!(command.verb in verbs)) return refuse('unavailable', 5)
    const means = {
      d1: this.env.DB,
      configuration: configuration(this.env),
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
    }
    try {
      const answer = await this.#queue.run((isLate) => carryOut(means, command, isLate))
      if (answer !== late) return answer
      logFailure('command_late', 'past its deadline', namesOf(command))
      return refuse('unavailable', 5)
    } catch (error) {
      logFailure('command_failed', error, namesOf(command))
      return refuse('unavailable', 5)
    }
  }
}
