import type { Decision, Moment } from '../change.ts'
import { cleanName } from '../name.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import { can } from '../roles.ts'
import type { OrganizationSnapshot } from './rename.ts'

/** Final. `name` is what was typed to confirm it: where the organization is called otherwise by now, it was not meant so. */
export function decideDeleteOrganization(
  { organizationId, organizationName, actor }: OrganizationSnapshot,
  { name }: { name: string },
  { now }: Pick<Moment, 'now'>,
): Decided<Decision<{ organizationId: string }>> {
  if (!can(actor.role, 'organization.delete')) return refuse('not_permitted')
  if (!isSameName(name, organizationName)) return refuse('content_changed')
  return allow({
    changes: [{ kind: 'organization.delete', deletedAt: now }],
    events: [{ verb: 'organization.delete', subjectId: organizationId, details: {} }],
    answer: { organizationId },
  })
}

/** One keyboard makes one character of a letter and its accent, another two. */
function isSameName(typed: string, name: string): boolean {
  return cleanName(typed)?.normalize('NFC') === name.normalize('NFC')
}
