import { api } from '#lib/api/client.ts'
import { failureOf } from '#lib/api/failure.ts'
import { mayBeSignedIn } from '#lib/session/may-be-signed-in.ts'
import type { PersonView } from '../../../../worker/domain/views.ts'

/**
 * Who is signed in; `null` when nobody is. Throws when it can't be told. Beside another request, nobody is asked for
 * unless there may be somebody, as its answer says at the latest.
 */
export async function currentViewer(beside?: Promise<unknown>): Promise<PersonView | null> {
  if (beside && !mayBeSignedIn()) {
    await beside
    if (!mayBeSignedIn()) return null
  }
  try {
    const { user } = await api.viewer.get.query()
    return user
  } catch (error) {
    if (failureOf(error).reason === 'signed_out') return null
    throw error
  }
}
