import type { OrganizationObject } from './organization/object.ts'
import type { Variables } from './variables.ts'

/** Bindings and variables as the platform hands them over. `configuration(env)` checks the variables. */
export type Env = Variables & {
  DB: D1Database
  ORGANIZATION: DurableObjectNamespace<OrganizationObject>
  FORGED_TOKENS: RateLimit
  /** The app's files. */
  ASSETS: Fetcher
  /** Which deployment this is. */
  CF_VERSION_METADATA?: WorkerVersionMetadata
}

declare global {
  namespace Cloudflare {
    interface Env extends UsherEnv {}
  }
  type UsherEnv = import('./env.ts').Env
}
