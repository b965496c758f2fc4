import { decideDeleteOrganization } from '../../domain/organization/delete.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const deleteOrganization = verb({
  name: 'organization.delete',
  needs: () => ({}),
  decide: (common, _known, input, moment) =>
    askedByMember(common, (actor, organizationName) =>
      decideDeleteOrganization(
        { organizationId: common.organizationId, organizationName, actor },
        input,
        moment,
      ),
    ),
})
