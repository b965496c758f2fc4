import { AsyncLocalStorage } from 'node:async_hooks'

/** The lane of what is done outside of any object, for whatever it calls. */
export const laneOfThis = new AsyncLocalStorage<string>()
