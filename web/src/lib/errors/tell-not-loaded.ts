import { updated } from '$app/state'
import { toast } from 'svelte-sonner'
import { m } from '#lib/paraglide/messages.js'
import { readingSentence } from './sentence.ts'

/** What is loaded when it is first asked for could not be had: offline, or of a version that is no more. */
export function tellNotLoaded(): void {
  void updated.check().then((isOutdated) => {
    if (!isOutdated) return toast.error(readingSentence({ reason: 'unreachable' }))
    const action = { label: m.reload(), onClick: () => location.reload() }
    return toast.error(m.load_outdated(), { action, duration: Infinity })
  })
}
