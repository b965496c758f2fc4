import { m } from '#lib/paraglide/messages.js'
import type { ViewerOptions } from '#lib/domain.ts'

/** Why the viewer can't start an organization here, or `undefined` (R30); also while that is not known yet. */
export function whyNotCreateOrganization(options: ViewerOptions | undefined): string | undefined {
  return options?.organizationCreation === false ? m.create_organization_off() : undefined
}
