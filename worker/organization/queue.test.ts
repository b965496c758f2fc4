import { describe, expect, test } from 'vitest'
import { CommandQueue, late } from './queue.ts'

describe('the queue of an organization', () => {
  test('runs one command at a time, in the order in which they came', async () => {
    const queue = new CommandQueue()
    const log: string[] = []
    const command = (name: string, pause: number) => async () => {
      log.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, pause))
      log.push(`${name} ends`)
      return name
    }
    const answers = await Promise.all([
      queue.run(command('first', 20)),
      queue.run(command('second', 0)),
    ])
    expect(answers).toEqual(['first', 'second'])
    expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  })

  test('goes on after a command that throws', async () => {
    const queue = new CommandQueue()
    const failing = queue.run(() => Promise.reject(new Error('no luck')))
    await expect(failing).rejects.toThrow('no luck')
    expect(await queue.run(async () => 'next')).toBe('next')
  })

  test('gives up a command that stalls, tells it that nobody waits any more, and goes on', async () => {
    const queue = new CommandQueue(20)
    let sawThatItWasLate = false
    let release = () => {}
    const stalled = queue.run(async (isLate) => {
      await new Promise<void>((resolve) => (release = resolve))
      sawThatItWasLate = isLate()
    })
    expect(await stalled).toBe(late)
    expect(await queue.run(async () => 'next')).toBe('next')
    release()
    await Promise.resolve()
    expect(sawThatItWasLate).toBe(true)
  })
})
