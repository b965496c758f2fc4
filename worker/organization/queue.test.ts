import { describe, expect, test } from 'vitest'
import { CommandQueue, late, type Waiting } from './queue.ts'

type Group = readonly Waiting<string, string>[]

const namesOf = (group: Group) => group.map(({ command }) => command)
const pause = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Has each answered by its own name, after a while. */
async function answerAll(group: Group): Promise<void> {
  await pause()
  for (const { command, answer } of group) answer(command)
}

/** A queue that notes which groups were carried out. */
function noting(carryOut: (group: Group) => Promise<void> = answerAll, milliseconds?: number) {
  const groups: string[][] = []
  const queue = new CommandQueue<string, string>((group) => {
    groups.push(namesOf(group))
    return carryOut(group)
  }, milliseconds)
  const addAll = (...names: string[]) => Promise.all(names.map((name) => queue.add(name)))
  return { queue, groups, addAll }
}

describe('the queue of an organization', () => {
  test('has one group carried out at a time: what came meanwhile is the next one, in its order', async () => {
    const log: string[] = []
    const { addAll, groups } = noting(async (group) => {
      log.push('begins')
      await answerAll(group)
      log.push('ends')
    })
    expect(await addAll('a', 'b', 'c')).toEqual(['a', 'b', 'c'])
    expect(groups).toEqual([['a'], ['b', 'c']])
    expect(log).toEqual(['begins', 'ends', 'begins', 'ends'])
  })

  test('has one that comes alone carried out at once, and by itself', async () => {
    const { queue, groups } = noting()
    expect(await queue.add('a')).toBe('a')
    expect(await queue.add('b')).toBe('b')
    expect(groups).toEqual([['a'], ['b']])
  })

  test('gives a group no more than may be together, and what is larger one of its own', async () => {
    const { queue, groups } = noting()
    const sizes = [1, 20, 12, 1, 500, 1, 32]
    await Promise.all(sizes.map((size, at) => queue.add(`${at}: ${size}`, size)))
    expect(groups).toEqual([
      ['0: 1'],
      ['1: 20', '2: 12'],
      ['3: 1'],
      ['4: 500'],
      ['5: 1'],
      ['6: 32'],
    ])
  })

  test('begins the next group with those that this one leaves, before what came since', async () => {
    const { addAll, groups } = noting((group) => answerAll(group.slice(0, 2)))
    await addAll('a', 'b', 'c', 'd', 'e', 'f')
    expect(groups).toEqual([['a'], ['b', 'c', 'd', 'e', 'f'], ['d', 'e', 'f'], ['f']])
  })

  test('fails those of a group that throws which it has not answered, and goes on', async () => {
    const { queue, addAll } = noting(async (group) => {
      await pause()
      if (!namesOf(group).includes('b')) return answerAll(group)
      group[0]?.answer('answered')
      throw new Error('no luck')
    })
    const [first, answered, failed] = ['first', 'a', 'b'].map((name) => queue.add(name))
    await first
    expect(await answered).toBe('answered')
    await expect(failed).rejects.toThrow('no luck')
    expect(await addAll('next')).toEqual(['next'])
  })

  test('gives up a group that stalls, tells it that nobody waits any more, and goes on', async () => {
    let stalled: Group = []
    const { queue, addAll } = noting((group) => {
      if (!namesOf(group).includes('stalls')) return answerAll(group)
      stalled = group
      return new Promise(() => {})
    }, 20)
    expect(await addAll('first', 'stalls', 'with it')).toEqual(['first', late, late])
    expect(stalled.map(({ isLate }) => isLate())).toEqual([true, true])
    expect(await queue.add('next')).toBe('next')
  })
})
