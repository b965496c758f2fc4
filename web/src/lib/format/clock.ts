import { createSubscriber } from 'svelte/reactivity'

const tickMs = 10_000

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, tickMs)
  return () => clearInterval(timer)
})

/** The present, to ten seconds: what reads it in a template is drawn again as time goes by. */
export const clock = {
  get now(): Date {
    subscribe()
    return new Date()
  },
}
