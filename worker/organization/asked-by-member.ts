import type { Decision } from '../domain/change.ts'
import type { Viewer } from '../domain/records.ts'
import { refuse, type Decided } from '../domain/refusal.ts'
import type { Common } from './verb.ts'

/** Decides for a member of the organization; to anybody else it does not exist. */
export function askedByMember<A>(
  { organization, actor }: Common,
  decide: (actor: Viewer, organizationName: string) => Decided<Decision<A>>,
): Decided<Decision<A>> {
  if (!organization || !actor) return refuse('not_found')
  return decide(actor, organization.name)
}
