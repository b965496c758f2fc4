import type { Env } from '../env.ts'
import { tellOfMails } from '../organization/client.ts'
import type { ClaimedMail } from './outbox/claim.ts'

/** Open pages that show these mails as on their way are told, each organization once. */
export async function tellOrganizations(env: Env, mails: readonly ClaimedMail[]): Promise<void> {
  const ofOrganizations = new Map<string, string[]>()
  for (const { organizationId, invitationId } of mails) {
    if (organizationId === null || invitationId === null) continue
    ofOrganizations.set(organizationId, [
      ...(ofOrganizations.get(organizationId) ?? []),
      invitationId,
    ])
  }
  await Promise.all(
    Array.from(ofOrganizations, ([organizationId, invitationIds]) =>
      tellOfMails(env, organizationId, invitationIds),
    ),
  )
}
