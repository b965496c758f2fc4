import { goto } from '$app/navigation'
import { toast } from 'svelte-sonner'
import { sentence } from '#lib/errors/sentence.ts'
import { signOut } from './sign-out.ts'

/** Signs out and leads to the door; where that can't be done, says so and stays. */
export async function leaveApp(): Promise<void> {
  try {
    await signOut()
    await goto('/sign-in')
  } catch {
    toast.error(sentence({ reason: 'unreachable' }))
  }
}
