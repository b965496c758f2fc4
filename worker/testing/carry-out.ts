/** Commands carried out past any object, on a D1 that a test has put something in front of. */
import { env } from 'cloudflare:workers'
import { configuration } from '../configuration.ts'
import { carryOut, type Means } from '../organization/carry-out.ts'
import type { Answer, Command, Verb } from '../organization/commands.ts'
import type { Waiting } from '../organization/queue.ts'

/** What commands need, as in an object that nobody listens to. */
export function meansOn(d1: D1Database, given: Partial<Means> = {}): Means {
  return {
    d1,
    configuration: configuration(env),
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    announce: () => {},
    ...given,
  }
}

/** Has the commands wait at the same time, and answers them in their order; throws what any of them fails with. */
export async function carryOutTogether(
  means: Means,
  commands: readonly Command[],
): Promise<Answer<Verb>[]> {
  const answers = commands.map(() => Promise.withResolvers<Answer<Verb>>())
  const over = new Set<number>()
  const waiting = commands.map((command, at): Waiting<Command, Answer<Verb>> => {
    const end = (settle: () => void) => {
      over.add(at)
      settle()
    }
    return {
      command,
      operation: undefined,
      isLate: () => false,
      answer: (answer) => end(() => answers[at]?.resolve(answer)),
      fail: (error) => end(() => answers[at]?.reject(error)),
    }
  })
  const all = Promise.all(answers.map(({ promise }) => promise))
  while (over.size < commands.length) {
    await carryOut(
      means,
      waiting.filter((_, at) => !over.has(at)),
    )
  }
  return all
}

export async function carryOutAlone<V extends Verb>(
  means: Means,
  command: Command<V>,
): Promise<Answer<V>> {
  const [answer] = await carryOutTogether(means, [command])
  return answer as Answer<V>
}
