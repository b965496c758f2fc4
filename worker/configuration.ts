import type { Env } from './env.ts'

/** What the variables say, checked. Limits are R42's unless configured otherwise. */
export type Configuration = {
  /** The origin of every link (R40), without a slash at its end. */
  appOrigin: string
  organizationCreation: boolean
  google: { clientId: string; clientSecret: string } | null
  invitationSecrets: readonly [string, ...string[]]
  mail: { apiUrl: string; apiKey: string; from: string; perSecond: number }
  limits: {
    signInPerAccount: number
    signInPerClient: number
    mailsPerOrganization: number
    mailsPerAddress: number
  }
}

class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}

const shortestSecret = 32

/** Reads the variables once a process and environment; throws a ConfigurationError that names every variable that is wrong. */
export function configuration(env: Env): Configuration {
  const known = configurations.get(env)
  if (known) return known
  const read = readConfiguration(env)
  configurations.set(env, read)
  return read
}

const configurations = new WeakMap<Env, Configuration>()

function readConfiguration(env: Env): Configuration {
  const problems: string[] = []
  const secret = (name: 'BETTER_AUTH_SECRET' | 'INVITATION_SECRET') => {
    const value = env[name] ?? ''
    if (value.length < shortestSecret)
      problems.push(`${name} needs at least ${shortestSecret} characters`)
    return value
  }
  const number = (name: keyof Env, fallback: number) => {
    const value = env[name]
    if (value === undefined || value === '') return fallback
    const parsed = Number(value)
    if (!Number.isFinite(parsed) || parsed <= 0) problems.push(`${name} must be a number above 0`)
    return parsed
  }
  const origin = (name: 'APP_ORIGIN' | 'MAIL_API_URL') => {
    const url = URL.canParse(env[name] ?? '') ? new URL(env[name]) : null
    if (!url || !/^https?:$/.test(url.protocol)) problems.push(`${name} must be an http(s) address`)
    return url
  }
  const present = (name: 'MAIL_FROM' | 'RESEND_API_KEY') => {
    if (!env[name]) problems.push(`${name} is missing`)
    return env[name] ?? ''
  }

  secret('BETTER_AUTH_SECRET')
  const current = secret('INVITATION_SECRET')
  const older = env.INVITATION_SECRET_PREVIOUS
  const google =
    env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET
      ? { clientId: env.GOOGLE_CLIENT_ID, clientSecret: env.GOOGLE_CLIENT_SECRET }
      : null
  const read: Configuration = {
    appOrigin: origin('APP_ORIGIN')?.origin ?? '',
    organizationCreation: env.ORGANIZATION_CREATION !== 'off',
    google,
    invitationSecrets: older ? [current, older] : [current],
    mail: {
      apiUrl: origin('MAIL_API_URL')?.href.replace(/\/$/, '') ?? '',
      apiKey: present('RESEND_API_KEY'),
      from: present('MAIL_FROM'),
      perSecond: number('MAILS_PER_SECOND', 2),
    },
    limits: {
      signInPerAccount: number('LIMIT_SIGN_IN_PER_ACCOUNT', 10),
      signInPerClient: number('LIMIT_SIGN_IN_PER_CLIENT', 50),
      mailsPerOrganization: number('LIMIT_MAILS_PER_ORGANIZATION', 1000),
      mailsPerAddress: number('LIMIT_MAILS_PER_ADDRESS', 20),
    },
  }
  if (problems.length > 0) {
    throw new ConfigurationError(
      `Usher is not configured: ${problems.join('; ')}. See .dev.vars.example.`,
    )
  }
  return read
}
