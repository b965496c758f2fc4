/** For tests of what open pages hear: a person's WebSocket, through the whole app. */
import { env } from 'cloudflare:workers'
import type { LiveMessage } from '../domain/live.ts'
import type { Env } from '../env.ts'
import { apiOf } from './api.ts'

/** What the app answers to a page that asks to be connected, as a browser asks. */
export async function askToListen(
  person: { id: string } | null,
  organizationId: string,
  headers: Record<string, string> = {},
  settings?: Partial<Env>,
): Promise<Response> {
  const { ask } = await apiOf(person, settings)
  return ask(`/api/live?organizationId=${organizationId}`, {
    headers: { upgrade: 'websocket', origin: env.APP_ORIGIN, ...headers },
  })
}

export type OpenPage = {
  socket: WebSocket
  /** What comes next: the topics of a message, another word, or the code of the close. */
  next: () => Promise<unknown>
  /** What came with the last message. */
  bookmark: () => string | undefined
}

/** A page that is open at an organization, and connected. */
export async function openPage(
  person: { id: string },
  organizationId: string,
  settings?: Partial<Env>,
): Promise<OpenPage> {
  const { status, webSocket } = await askToListen(person, organizationId, {}, settings)
  if (!webSocket) throw new Error(`not connected: ${status}`)
  return listening(webSocket)
}

function listening(socket: WebSocket): OpenPage {
  const heard: unknown[] = []
  const waiting: ((what: unknown) => void)[] = []
  let bookmark: string | undefined
  const hear = (what: unknown) => {
    const first = waiting.shift()
    if (first) first(what)
    else heard.push(what)
  }
  socket.addEventListener('message', ({ data }) => {
    const text = String(data)
    if (!text.startsWith('{')) return hear(text)
    const message = JSON.parse(text) as LiveMessage
    bookmark = message.bookmark
    hear(message.changed.toSorted())
  })
  socket.addEventListener('close', ({ code }) => hear(code))
  socket.accept()
  return {
    socket,
    next: () =>
      heard.length > 0
        ? Promise.resolve(heard.shift())
        : new Promise((resolve) => waiting.push(resolve)),
    bookmark: () => bookmark,
  }
}
