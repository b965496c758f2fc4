import { decideRenameOrganization } from '../../domain/organization/rename.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const renameOrganization = verb({
  name: 'organization.rename',
  needs: () => ({}),
  decide: (common, _known, input) =>
    askedByMember(common, (actor, organizationName) =>
      decideRenameOrganization(
        { organizationId: common.organizationId, organizationName, actor },
        input,
      ),
    ),
})
