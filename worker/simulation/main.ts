/** The worker of a long simulation: the real one's objects, and a request that begins it. */
import { env } from 'cloudflare:workers'
import { simulate, type Simulation } from './simulate.ts'

export { OrganizationObject } from '../testing/main.ts'

/** What `npm run simulate` asks for: the database is empty, and made by these statements. */
type Asked = Pick<Simulation, 'steps' | 'seed' | 'path' | 'isFaulty'> & { migrations: string[] }

const everyMs = 10_000

export default {
  /** Answers line by line, as it goes. */
  async fetch(request): Promise<Response> {
    if (request.method !== 'POST') return new Response('A simulation is asked for by POST.')
    const { migrations, ...asked } = await request.json<Asked>()
    await env.DB.batch(migrations.map((text) => env.DB.prepare(text)))
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const encoder = new TextEncoder()
    const say = (line: object) => writer.write(encoder.encode(`${JSON.stringify(line)}\n`))
    let said = performance.now()
    let steps = 0
    const running = simulate({
      ...asked,
      onProgress: (tally) => {
        steps = tally.steps
        if (performance.now() - said < everyMs) return
        said = performance.now()
        void say({ steps })
      },
    })
    void running
      .then(({ steps, rounds, counts }) => {
        const counted = [...counts].map(([kind, of]) => [kind, Object.fromEntries(of)])
        return say({ steps, rounds, counts: Object.fromEntries(counted) as object })
      })
      .catch((error: unknown) => say({ steps, failure: String(error) }))
      .finally(() => writer.close())
    return new Response(readable)
  },
} satisfies ExportedHandler
