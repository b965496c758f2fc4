import { decideCreateOrganization } from '../../domain/organization/create.ts'
import { refuse } from '../../domain/refusal.ts'
import { verb } from '../verb.ts'

export const createOrganization = verb({
  name: 'organization.create',
  needs: ({ actor }) => ({ accounts: actor.kind === 'user' ? [actor.userId] : [] }),
  decide: ({ organizationId, organization, wasDeleted, account }, _known, input, moment) =>
    account
      ? decideCreateOrganization(
          { organizationId, exists: organization !== null || wasDeleted, actorId: account.id },
          input,
          moment,
        )
      : refuse('not_found'),
})
