import { api } from '#lib/api/client.ts'
import { failureOf } from '#lib/api/failure.ts'
import type { PersonView } from '../../../../worker/domain/views.ts'

/** Who is signed in; `null` when nobody is. Throws when it can't be told. */
export async function currentViewer(): Promise<PersonView | null> {
  try {
    const { user } = await api.viewer.get.query()
    return user
  } catch (error) {
    if (failureOf(error).reason === 'signed_out') return null
    throw error
  }
}
