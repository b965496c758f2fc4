import { database } from '../../db/database.ts'
import { memberById } from '../../db/queries/snapshot.ts'
import { readSession } from '../auth/session.ts'
import { configuration } from '../configuration.ts'
import { databaseFor } from '../database-for.ts'
import { withinDeadline } from '../deadline.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../log/failure.ts'
import { noteOrganization } from '../log/operation.ts'
import { connectListener } from '../organization/client.ts'

/**
 * `GET /api/live?organizationId=…`: a WebSocket on which a member's open page hears that something changed. It is for
 * the app's own pages alone: a browser lets any site open a WebSocket with a visitor's cookies, and says in `Origin`
 * which site it was.
 */
export async function connect(env: Env, request: Request): Promise<Response> {
  const { headers } = request
  if (headers.get('upgrade')?.toLowerCase() !== 'websocket') {
    return refuse(426, 'This is a WebSocket.', { upgrade: 'websocket' })
  }
  if (headers.get('origin') !== configuration(env).appOrigin) {
    return refuse(403, 'This connection comes from another site.')
  }
  try {
    return await withinDeadline(connectMember(env, request))
  } catch (error) {
    logFailure('live_not_connected', error)
    return refuse(503, 'This could not be reached just now.', { 'retry-after': '5' })
  }
}

async function connectMember(env: Env, request: Request): Promise<Response> {
  const session = await readSession(env, request.headers)
  if (!session) return refuse(401, 'Sign in first.')
  const organizationId = new URL(request.url).searchParams.get('organizationId') ?? ''
  const db = database(databaseFor(env, organizationId))
  const [member] = await memberById(db, organizationId, session.user.id)
  if (!member) return refuse(404, 'There is no such organization.')
  noteOrganization(organizationId)

  const identity = { userId: session.user.id, sessionId: session.id }
  const { status, webSocket } = await connectListener(env, organizationId, identity)
  return new Response(null, { status, webSocket, headers: session.cookies })
}

function refuse(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ message }, { status, headers })
}
