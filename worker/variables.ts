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

/** The variables as the platform hands them over: strings, unchecked. */
export type Variables = {
  APP_ORIGIN: string
  MAIL_FROM: string
  MAIL_API_URL: string
  BETTER_AUTH_SECRET: string
  INVITATION_SECRET: string
  INVITATION_SECRET_PREVIOUS?: string
  RESEND_API_KEY: string
  MAILS_PER_SECOND?: string
  DATABASES?: string
  ORGANIZATION_CREATION?: string
  GOOGLE_CLIENT_ID?: string
  GOOGLE_CLIENT_SECRET?: string
  LIMIT_SIGN_IN_PER_ACCOUNT?: string
  LIMIT_SIGN_IN_PER_CLIENT?: string
  LIMIT_MAILS_PER_ORGANIZATION?: string
  LIMIT_MAILS_PER_ADDRESS?: string
}

export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`Usher is not configured: ${problems.join('; ')}. See .dev.vars.example.`)
    this.problems = problems
  }
}

/** Throws a ConfigurationError that names every variable that is wrong, and no value. */
export function readConfiguration(variables: Partial<Variables>): Configuration {
  const problems: string[] = []
  const number = (name: keyof Variables, fallback: number) => {
    const value = variables[name]
    if (value === undefined || value === '') return fallback
    const parsed = Number(value)
    if (!Number.isFinite(parsed) || parsed <= 0) problems.push(`${name} must be a number above 0`)
    return parsed
  }
  const origin = (name: 'APP_ORIGIN' | 'MAIL_API_URL') => {
    const url = addressIn(variables[name])
    if (!url) problems.push(`${name} must be an http(s) address`)
    else if (url.protocol === 'http:' && !isThisMachine(url))
      problems.push(`${name} must begin with https:// anywhere but on localhost`)
    return url
  }
  const present = (name: 'MAIL_FROM' | 'RESEND_API_KEY') => {
    if (!variables[name]) problems.push(`${name} is missing`)
    return variables[name] ?? ''
  }

  problems.push(...problemsOfSecrets(variables))
  const current = variables.INVITATION_SECRET ?? ''
  const older = variables.INVITATION_SECRET_PREVIOUS
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = variables
  if (Boolean(clientId) !== Boolean(clientSecret))
    problems.push('GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET go together')
  if (!directory.test(variables.DATABASES ?? ''))
    problems.push('DATABASES must name bindings by beginnings of ids, as 8=DB_2 9=DB_2')
  const read: Configuration = {
    appOrigin: origin('APP_ORIGIN')?.origin ?? '',
    organizationCreation: variables.ORGANIZATION_CREATION !== 'off',
    google: clientId && clientSecret ? { clientId, clientSecret } : null,
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
  if (problems.length > 0) throw new ConfigurationError(problems)
  return read
}

/** What is wrong with variables, by their names and without their values. */
export function problemsOf(variables: Partial<Variables>): readonly string[] {
  try {
    readConfiguration(variables)
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
}

const shortestSecret = 32
// Random base64 of that length has some twenty; a word, or a key held down, has few.
const fewestLetters = 10

const secretNames = [
  'BETTER_AUTH_SECRET',
  'INVITATION_SECRET',
  'INVITATION_SECRET_PREVIOUS',
] as const

function problemsOfSecrets(variables: Partial<Variables>): string[] {
  const problems: string[] = []
  const seen = new Map<string, string>()
  for (const name of secretNames) {
    const secret = variables[name] ?? ''
    if (name === 'INVITATION_SECRET_PREVIOUS' && secret === '') continue
    const twin = seen.get(secret)
    if (secret.length < shortestSecret)
      problems.push(`${name} needs at least ${shortestSecret} characters`)
    else if (new Set(secret).size < fewestLetters)
      problems.push(`${name} must be random: openssl rand -base64 32`)
    else if (twin !== undefined) problems.push(`${name} must not be the same as ${twin}`)
    else seen.set(secret, name)
  }
  return problems
}

const directory = /^(?:[0-9a-f-]{1,36}=[A-Z][A-Z0-9_]*(?: |$))*$/

function addressIn(value: string | undefined): URL | null {
  if (value === undefined || !URL.canParse(value)) return null
  const url = new URL(value)
  return /^https?:$/.test(url.protocol) ? url : null
}

/** Where nobody stands between the browser and the worker, or the worker and the local mailbox. */
function isThisMachine({ hostname }: URL): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)
}
