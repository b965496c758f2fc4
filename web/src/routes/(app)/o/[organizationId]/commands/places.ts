import Building from '@lucide/svelte/icons/building-2'
import LayoutGrid from '@lucide/svelte/icons/layout-grid'
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal'
import User from '@lucide/svelte/icons/user'
import Users from '@lucide/svelte/icons/users'
import { m } from '#lib/paraglide/messages.js'
import type { ViewerView } from '#lib/domain.ts'
import type { Entry } from './entry.ts'
import { goTo } from './go-to.ts'

/** The pages of an organization's settings. */
export function pages(settings: string): Entry[] {
  return [
    { page: 'members', label: m.members(), detail: m.user_management(), icon: Users },
    { page: 'workspaces', label: m.workspaces(), icon: LayoutGrid },
    { page: 'general', label: m.general(), detail: m.organization(), icon: SlidersHorizontal },
    { page: 'profile', label: m.profile(), detail: m.own_account(), icon: User },
  ].map(({ page, ...entry }) => ({
    ...entry,
    id: `page ${page}`,
    run: () => goTo(`${settings}/${page}`),
  }))
}

/** The viewer's other organizations. */
export function otherOrganizations({ memberships }: ViewerView, shown: string): Entry[] {
  return memberships
    .filter(({ organization }) => organization.id !== shown)
    .map(({ organization: { id, name } }) => ({
      id: `organization ${id}`,
      label: name,
      icon: Building,
      run: () => goTo(`/o/${id}/settings/members`),
    }))
}
