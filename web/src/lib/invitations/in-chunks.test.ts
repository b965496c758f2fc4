import { TRPCClientError } from '@trpc/client'
import { describe, expect, test } from 'vitest'
import { inChunks } from './in-chunks.ts'

const rows = [1, 2, 3, 4, 5]
const options = { size: 2, pauseMs: 0 }
const lost = () => Promise.reject(new TRPCClientError('the network broke'))

describe('a long list is done chunk by chunk', () => {
  test('in its order, each once', async () => {
    const chunks: number[][] = []
    const ended = await inChunks(rows, async (chunk) => chunks.push(chunk) > 0, options)
    expect(chunks).toEqual([[1, 2], [3, 4], [5]])
    expect(ended).toEqual({ left: [] })
  })
  test('one that was lost on the way is tried a second time', async () => {
    let tries = 0
    const ended = await inChunks(
      rows,
      (chunk) => ((tries += 1) === 2 ? lost() : Promise.resolve(chunk.length > 0)),
      options,
    )
    expect(tries).toBe(4)
    expect(ended).toEqual({ left: [] })
  })
  test('what failed is left with all after it, and why', async () => {
    const ended = await inChunks(
      rows,
      (chunk) => (chunk.includes(3) ? lost() : Promise.resolve(true)),
      options,
    )
    expect(ended).toEqual({ left: [3, 4, 5], failure: { reason: 'unreachable' } })
  })
  test('a refusal is not tried again', async () => {
    let tries = 0
    const refused = () => {
      tries += 1
      return Promise.reject(
        TRPCClientError.from({
          error: {
            message: '',
            code: -32_003,
            data: { code: 'FORBIDDEN', reason: 'not_permitted' },
          },
        }),
      )
    }
    expect(await inChunks(rows, refused, options)).toEqual({
      left: rows,
      failure: { reason: 'not_permitted' },
    })
    expect(tries).toBe(1)
  })
  test('after a stop the chunk under way is still answered, and the rest is left', async () => {
    const stop = new AbortController()
    const ended = await inChunks(
      rows,
      async (chunk) => {
        if (chunk.includes(3)) stop.abort()
        return true
      },
      { ...options, signal: stop.signal },
    )
    expect(ended).toEqual({ left: [5] })
  })
  test('a deed that will not go on ends it', async () => {
    expect(await inChunks(rows, async () => false, options)).toEqual({ left: [3, 4, 5] })
  })
})
