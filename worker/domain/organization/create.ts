import type { Decision, Moment } from '../change.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import type { OrganizationView } from '../views.ts'

/** R30: whoever has an account is the Owner of the organization that they create. */
export function decideCreateOrganization(
  { organizationId, exists, actorId }: { organizationId: string; exists: boolean; actorId: string },
  { name }: { name: string },
  { now }: Pick<Moment, 'now'>,
): Decided<Decision<OrganizationView>> {
  if (exists) return refuse('not_permitted')
  return allow({
    changes: [
      { kind: 'organization.insert', name, createdAt: now },
      { kind: 'membership.insert', userId: actorId, role: 'owner', joinedAt: now, grants: [] },
    ],
    events: [{ verb: 'organization.create', subjectId: organizationId, details: {} }],
    // Nobody's page can be open at what did not exist.
    concerns: [],
    answer: { id: organizationId, name },
  })
}
