import { appended, readPage, acceptance } from './statements.ts'

export { QueuedObject } from './object.ts'

type FloorsEnv = {
  DB: D1Database
  OBJECT: DurableObjectNamespace<import('./object.ts').QueuedObject>
}

/** The least that work of a kind can cost: what the platform takes, with no rule, no session and no library. */
export default {
  async fetch(request, env) {
    switch (new URL(request.url).pathname) {
      case '/':
        return Response.json({ ok: true })
      case '/batch':
        await env.DB.batch(appended(env.DB))
        return Response.json({ ok: true })
      case '/object':
        await env.OBJECT.getByName('one').append()
        return Response.json({ ok: true })
      case '/read':
        return Response.json({ items: await readPage(env.DB) })
      case '/accept': {
        const { id } = await request.json<{ id: string }>()
        const [closed] = await env.DB.batch(acceptance(env.DB, id))
        return Response.json({ ok: closed?.meta.changes === 1 })
      }
      default:
        return new Response(null, { status: 404 })
    }
  },
} satisfies ExportedHandler<FloorsEnv>
