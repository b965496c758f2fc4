import { can, type OrganizationRole } from '#lib/domain.ts'
import { m } from '#lib/paraglide/messages.js'

/** What a change of role opens and takes (R34), said before it is done. */
export function changeHint(from: OrganizationRole, to: OrganizationRole): string {
  const reachesAll = can(from, 'workspace.reachAll')
  if (to === 'owner') return reachesAll ? m.change_opens_all() : m.change_opens_all_drops()
  if (to === 'admin') return reachesAll ? m.change_to_admin_lowers() : m.change_to_admin_raises()
  return m.change_to_member_lowers()
}
