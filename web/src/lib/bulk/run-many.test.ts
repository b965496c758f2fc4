import { expect, test } from 'vitest'
import { runMany, type RowResult } from './run-many.ts'

const rows = Array.from({ length: 10 }, (_, index) => index)

/** Runs many and keeps what was told, newest last. */
function watch(carryOut: (row: number, operationId: string) => Promise<unknown>) {
  const told: RowResult<number>[][] = []
  const many = runMany(rows, carryOut, (results) => void told.push(results))
  const states = () => told.at(-1)!.map(({ outcome }) => outcome.state)
  return { many, told, states }
}

test('four rows are under way at once, and each is done once', async () => {
  const done: number[] = []
  const { many, told, states } = watch(async (row) => {
    await Promise.resolve()
    done.push(row)
  })
  await many.run()
  const underWay = told.map(
    (results) => results.filter(({ outcome }) => outcome.state === 'running').length,
  )
  expect(Math.max(...underWay)).toBe(4)
  expect(done.toSorted((a, b) => a - b)).toEqual(rows)
  expect(states()).toEqual(rows.map(() => 'done'))
})

test('running again does only what failed, as the same operations', async () => {
  const calls: { row: number; operationId: string }[] = []
  const { many, told, states } = watch((row, operationId) => {
    const isFirst = !calls.some((call) => call.row === row)
    calls.push({ row, operationId })
    return row === 3 && isFirst ? Promise.reject(new Error('lost')) : Promise.resolve()
  })
  await many.run()
  expect(told.at(-1)![3]!.outcome).toMatchObject({ state: 'failed', error: { message: 'lost' } })
  await many.run()
  expect(states()).toEqual(rows.map(() => 'done'))
  expect(calls).toHaveLength(rows.length + 1)
  const [first, second] = calls.filter(({ row }) => row === 3)
  expect(second).toEqual(first)
  expect(new Set(calls.map(({ operationId }) => operationId)).size).toBe(rows.length)
})

test('stopped, it finishes what is under way and leaves the rest waiting', async () => {
  let finish: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (finish = resolve))
  const { many, states } = watch(() => gate)
  const running = many.run()
  many.stop()
  finish()
  await running
  expect(states().filter((state) => state === 'done')).toHaveLength(4)
  expect(states().filter((state) => state === 'waiting')).toHaveLength(6)
})
