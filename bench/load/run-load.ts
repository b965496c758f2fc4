import { Agent, request } from 'node:http'
import type { Call, Task } from './task.ts'

/** How long each task took until it was answered, in milliseconds, and all of them together. */
export type Load = { latencies: number[]; elapsedMs: number }

/** Does tasks over so many connections that stay open, each of which begins its next task when it has its answer. */
export async function runLoad(
  origin: string,
  tasks: readonly Task[],
  connections: number,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const waiting = tasks.values()
  const latencies: number[] = []
  const client = async () => {
    for (const task of waiting) {
      const began = performance.now()
      for (const call of task) await make(agent, origin, call)
      latencies.push(performance.now() - began)
    }
  }
  const began = performance.now()
  try {
    await Promise.all(Array.from({ length: Math.min(connections, tasks.length) }, client))
    return { latencies, elapsedMs: performance.now() - began }
  } finally {
    agent.destroy()
  }
}

async function make(agent: Agent, origin: string, call: Call): Promise<void> {
  const { status, text } = await send(agent, origin, call)
  try {
    if (status !== 200) throw new Error(`status ${status}`)
    call.check(JSON.parse(text))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(
      `${call.method} ${call.path} was not answered as it should be: ${why}\n${text}`,
      {
        cause: error,
      },
    )
  }
}

function send(
  agent: Agent,
  origin: string,
  { method, path, body, browser }: Call,
): Promise<{ status: number; text: string }> {
  const payload = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    origin,
    ...(browser && { cookie: browser.cookie }),
    ...(payload !== undefined && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(payload),
    }),
  }
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { agent, method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (text += part))
      response.on('error', reject)
      response.on('end', () => {
        browser?.keep(response.headers['set-cookie'] ?? [])
        resolve({ status: response.statusCode ?? 0, text })
      })
    })
    sent.on('error', reject)
    sent.end(payload)
  })
}
