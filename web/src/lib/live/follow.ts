import type { QueryClient } from '@tanstack/svelte-query'
import ReconnectingWebSocket from 'partysocket/ws'
import { readNoOlderThan } from '#lib/api/bookmark.ts'
import { queries } from '#lib/api/queries.ts'
import { closings, ping, pong, type LiveMessage, type Topic } from '#lib/domain.ts'
import { gathering } from './gathering.ts'
import { heartbeat } from './heartbeat.ts'
import { refresh, refreshMailsOnTheirWay } from './refresh.ts'
import { live } from './state.svelte.ts'
import { versionNow } from './version-now.ts'

/** So that a burst of changes is a few readings. */
const pauseMs = 500
/** A page that could not be connected so often in a row says so. */
const failuresUntilLost = 2

const everything: Topic[] = ['viewer']
const forGood: readonly number[] = Object.values(closings)

/**
 * Keeps what is shown of an organization true: reads again what it is told has changed, and everything after it could
 * not hear for a while. `versionRead` is the organization's before anything of it was read. Answers how to stop.
 */
export function follow(
  organizationId: string,
  versionRead: number,
  queryClient: QueryClient,
): () => void {
  let socket = socketOf(organizationId)
  let forgetting = new AbortController()
  let failures = 0
  let wasOpen = false
  const changes = gathering<Topic>(pauseMs, (changed) =>
    refresh(queryClient, organizationId, changed),
  )
  const heart = heartbeat(() => socket.send(ping), connectAnew)

  /** At once, where the socket would still wait for its next try, or takes a dead connection for a living one. */
  function connectAnew() {
    disconnect()
    live.become('connecting')
    socket = socketOf(organizationId)
    listen()
  }

  function disconnect() {
    forgetting.abort()
    socket.close()
    heart.stop()
  }

  function listen() {
    forgetting = new AbortController()
    const { signal } = forgetting
    socket.addEventListener('open', onOpen, { signal })
    socket.addEventListener('message', onMessage, { signal })
    socket.addEventListener('close', onClose, { signal })
  }

  function onOpen() {
    failures = 0
    live.become('open')
    heart.heard()
    void catchUp(forgetting.signal)
  }

  /**
   * Between reading the page and being connected something may have changed: that says the version. Whoever comes again
   * asks for it as well, and then reads what is no older.
   */
  async function catchUp(disconnected: AbortSignal) {
    const isFirst = !wasOpen
    wasOpen = true
    const version = await versionNow(queryClient, organizationId)
    if (disconnected.aborted) return
    if (isFirst && version === versionRead) refreshMailsOnTheirWay(queryClient, organizationId)
    else changes.add(everything)
  }

  function onMessage({ data }: MessageEvent<string>) {
    heart.heard()
    if (data === pong) return
    const { changed, bookmark } = JSON.parse(data) as LiveMessage
    readNoOlderThan(bookmark)
    changes.add(changed)
  }

  function onClose({ code }: { code: number }) {
    heart.stop()
    failures += 1
    live.become(failures < failuresUntilLost ? 'connecting' : 'lost')
    // A browser is not told why it was not let in: whether they are signed in and a member says this query.
    if (forGood.includes(code) || failures === failuresUntilLost) {
      void queryClient.invalidateQueries({ queryKey: queries.viewer().queryKey })
    }
  }

  function onVisibility() {
    if (document.visibilityState === 'hidden') heart.stop()
    else if (socket.readyState === socket.OPEN) heart.beat()
    else if (navigator.onLine) connectAnew()
  }

  function onOffline() {
    disconnect()
    live.become('lost')
  }

  listen()
  document.addEventListener('visibilitychange', onVisibility)
  window.addEventListener('offline', onOffline)
  window.addEventListener('online', connectAnew)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    window.removeEventListener('offline', onOffline)
    window.removeEventListener('online', connectAnew)
    disconnect()
    changes.stop()
    live.become('connecting')
  }
}

function socketOf(organizationId: string): ReconnectingWebSocket {
  const origin = location.origin.replace(/^http/, 'ws')
  const query = new URLSearchParams({ organizationId })
  return new ReconnectingWebSocket(`${origin}/api/live?${query}`, null, {
    // By chance, so that the pages which a deployment has cut off don't all come back in the same instant.
    minReconnectionDelay: 500 + Math.random() * 2_500,
    maxReconnectionDelay: 30_000,
    reconnectionDelayGrowFactor: 2,
    connectionTimeout: 10_000,
    // What could not be asked in time need not be asked later.
    maxEnqueuedMessages: 0,
    shouldReconnectOnClose: ({ code }) => !forGood.includes(code),
  })
}
