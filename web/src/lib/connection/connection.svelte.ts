import { onlineManager } from '@tanstack/svelte-query'
import { createSubscriber } from 'svelte/reactivity'
import { live } from '#lib/live/state.svelte.ts'

/** `offline`: nothing can be read or sent. `behind`: only what happens elsewhere is not heard of. */
type Connection = 'open' | 'behind' | 'offline'

const subscribe = createSubscriber((update) => onlineManager.subscribe(update))

/** Whether what is on the screen can follow what happens elsewhere. */
export const connection = {
  get state(): Connection {
    subscribe()
    if (!onlineManager.isOnline() || !navigator.onLine) return 'offline'
    return live.state === 'lost' ? 'behind' : 'open'
  },
}
