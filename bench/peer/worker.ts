import { betterAuth } from 'better-auth'
import { peerOptions } from './options.ts'

type PeerEnv = { DB: D1Database; ORIGIN: string; SECRET: string }

/** One instance for all requests: making it costs more than most of them. */
let auth: { handler: (request: Request) => Promise<Response> } | undefined

export default {
  fetch(request, env) {
    auth ??= betterAuth(peerOptions({ database: env.DB, baseURL: env.ORIGIN, secret: env.SECRET }))
    return auth.handler(request)
  },
} satisfies ExportedHandler<PeerEnv>
