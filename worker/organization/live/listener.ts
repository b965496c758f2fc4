import { closings } from '../../domain/live.ts'

/** Whose page is at the other end of a socket: told by the worker, kept with the socket while the object sleeps. */
export type Identity = { userId: string; sessionId: string }

/** Pages that one user may have open: more than a person looks at, and bounded. */
const mostOfOneUser = 20

type Attachment = Identity & { since: number }

const headers = { userId: 'usher-user', sessionId: 'usher-session' } as const

/** The request by which the worker hands a connection over: made anew, so that nothing in it is a client's. */
export function upgradeRequest({ userId, sessionId }: Identity): Request {
  return new Request('https://organization.internal/live', {
    headers: {
      upgrade: 'websocket',
      [headers.userId]: userId,
      [headers.sessionId]: sessionId,
    },
  })
}

/** Takes a connection on that `upgradeRequest` asks for. The platform holds it, also while the object sleeps. */
export function acceptListener(ctx: DurableObjectState, request: Request, now: number): Response {
  const userId = request.headers.get(headers.userId)
  const sessionId = request.headers.get(headers.sessionId)
  if (request.headers.get('upgrade') !== 'websocket' || userId === null || sessionId === null) {
    return new Response(null, { status: 426 })
  }
  endOldest(ctx, userId)
  const { 0: theirs, 1: ours } = new WebSocketPair()
  ctx.acceptWebSocket(ours, [userId])
  ours.serializeAttachment({ userId, sessionId, since: now } satisfies Attachment)
  return new Response(null, { status: 101, webSocket: theirs })
}

/** The sockets that can be spoken to, of all or of one user. */
export function openSockets(ctx: DurableObjectState, userId?: string): WebSocket[] {
  return ctx.getWebSockets(userId).filter(({ readyState }) => readyState === WebSocket.OPEN)
}

export function identityOf(socket: WebSocket): Attachment {
  return socket.deserializeAttachment() as Attachment
}

function endOldest(ctx: DurableObjectState, userId: string): void {
  const open = openSockets(ctx, userId).toSorted(
    (a, b) => identityOf(a).since - identityOf(b).since,
  )
  for (const socket of open.slice(0, Math.max(0, open.length - mostOfOneUser + 1))) {
    socket.close(closings.oneOfTooMany)
  }
}
