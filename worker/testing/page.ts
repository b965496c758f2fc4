/** For tests of what open pages hear: a person's WebSocket, through the whole app. */
import { env } from 'cloudflare:workers'
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
  const hear = (what: unknown) => {
    const first = waiting.shift()
    if (first) first(what)
    else heard.push(what)
  }
  socket.addEventListener('message', ({ data }) => hear(read(String(data))))
  socket.addEventListener('close', ({ code }) => hear(code))
  socket.accept()
  return {
    socket,
    next: () =>
      heard.length > 0
        ? Promise.resolve(heard.shift())
        : new Promise((resolve) => waiting.push(resolve)),
  }
}

function read(data: string): unknown {
  if (!data.startsWith('{')) return data
  const { changed } = JSON.parse(data) as { changed: string[] }
  return changed.toSorted()
}
