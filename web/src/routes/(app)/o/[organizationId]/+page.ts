import { redirect } from '@sveltejs/kit'
import type { PageLoad } from './$types'

export const load = (({ params }) => {
  redirect(307, `/o/${params.organizationId}/settings/members`)
}) satisfies PageLoad
