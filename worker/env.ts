import type { OrganizationObject } from './organization/object.ts'

/** Bindings and variables as the platform hands them over: strings, unchecked. `configuration(env)` checks them. */
export type Env = {
  DB: D1Database
  ORGANIZATION: DurableObjectNamespace<OrganizationObject>
  FORGED_TOKENS: RateLimit
  /** Which deployment this is. */
  CF_VERSION_METADATA?: WorkerVersionMetadata
  APP_ORIGIN: string
  MAIL_FROM: string
  MAIL_API_URL: string
  BETTER_AUTH_SECRET: string
  INVITATION_SECRET: string
  INVITATION_SECRET_PREVIOUS?: string
  RESEND_API_KEY: string
  MAILS_PER_SECOND?: string
  ORGANIZATION_CREATION?: string
  GOOGLE_CLIENT_ID?: string
  GOOGLE_CLIENT_SECRET?: string
  LIMIT_SIGN_IN_PER_ACCOUNT?: string
  LIMIT_SIGN_IN_PER_CLIENT?: string
  LIMIT_MAILS_PER_ORGANIZATION?: string
  LIMIT_MAILS_PER_ADDRESS?: string
}

declare global {
  namespace Cloudflare {
    interface Env extends UsherEnv {}
  }
  type UsherEnv = import('./env.ts').Env
}
