import type { Decision } from '../change.ts'
import type { Viewer } from '../records.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import { can } from '../roles.ts'
import type { OrganizationView } from '../views.ts'

export type OrganizationSnapshot = {
  organizationId: string
  organizationName: string
  actor: Viewer
}

/** The name stands on what every invitee is shown, so open invitations ask again before they are accepted (R27). */
export function decideRenameOrganization(
  { organizationId, organizationName, actor }: OrganizationSnapshot,
  { name }: { name: string },
): Decided<Decision<OrganizationView>> {
  if (!can(actor.role, 'organization.rename')) return refuse('not_permitted')
  const isSame = name === organizationName
  return allow({
    changes: isSame ? [] : [{ kind: 'organization.setName', name }, { kind: 'invitations.touch' }],
    events: isSame
      ? []
      : [{ verb: 'organization.rename', subjectId: organizationId, details: { name } }],
    answer: { id: organizationId, name },
  })
}
