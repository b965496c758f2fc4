/** The worker of a long simulation: the real one's objects, and a request for each stretch of it. */
import { env } from 'cloudflare:workers'
import { simulate, type Simulation } from './simulate.ts'

export { OrganizationObject } from '../testing/main.ts'

/** What `npm run simulate` asks for; the first time with the statements that make the database. */
type Asked = Pick<Simulation, 'steps' | 'seed' | 'path' | 'isFaulty'> & { migrations: string[] }

export default {
  async fetch(request): Promise<Response> {
    if (request.method !== 'POST') return new Response('A simulation is asked for by POST.')
    const { migrations, ...asked } = await request.json<Asked>()
    if (migrations.length > 0) await env.DB.batch(migrations.map((text) => env.DB.prepare(text)))
    const { steps, rounds, counts, failure } = await simulate(asked)
    const counted = [...counts].map(([kind, of]) => [kind, Object.fromEntries(of)])
    return Response.json({ steps, rounds, counts: Object.fromEntries(counted) as object, failure })
  },
} satisfies ExportedHandler
