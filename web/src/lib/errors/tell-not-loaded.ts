import { toast } from 'svelte-sonner'
import { readingSentence } from './sentence.ts'

/** What is loaded when it is first asked for could not be had. */
export function tellNotLoaded(): void {
  toast.error(readingSentence({ reason: 'unreachable' }))
}
