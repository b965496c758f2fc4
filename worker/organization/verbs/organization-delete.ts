import { decideDeleteOrganization } from '../../domain/organization/delete.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const deleteOrganization = verb({
  name: 'organization.delete',
  read: () => ({}),
  decide: (common, _rows, input, moment) =>
    askedByMember(common, (actor, organizationName) =>
      decideDeleteOrganization(
        { organizationId: common.organizationId, organizationName, actor },
        input,
        moment,
      ),
    ),
})
