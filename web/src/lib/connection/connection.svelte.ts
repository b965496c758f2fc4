import { onlineManager } from '@tanstack/svelte-query'
import { createSubscriber } from 'svelte/reactivity'

/** `offline`: nothing can be read or sent. `behind`: only what happens elsewhere is not heard of. */
export type Connection = 'open' | 'behind' | 'offline'

const subscribe = createSubscriber((update) => onlineManager.subscribe(update))

/** Whether what is on the screen can follow what happens elsewhere. */
export const connection = {
  get state(): Connection {
    subscribe()
    return onlineManager.isOnline() && navigator.onLine ? 'open' : 'offline'
  },
}
