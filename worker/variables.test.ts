import { expect, test } from 'vitest'
import { ConfigurationError, readConfiguration, type Variables } from './variables.ts'

const good: Variables = {
  APP_ORIGIN: 'https://usher.example.com',
  MAIL_FROM: 'Usher <invitations@example.com>',
  MAIL_API_URL: 'https://api.resend.com/',
  RESEND_API_KEY: 're_key',
  BETTER_AUTH_SECRET: 'sQ0n7R5cWlEoB2m8vKxTz4yJfGd1aHpU',
  INVITATION_SECRET: 'bX9eLq3uNtYw6rCk0iVg5sDh2oMjZp7F',
}

function problemsOf(changes: Partial<Variables>): readonly string[] {
  try {
    readConfiguration({ ...good, ...changes })
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
}

test('what is complete is taken', () => {
  expect(readConfiguration(good)).toMatchObject({
    appOrigin: 'https://usher.example.com',
    google: null,
    invitationSecrets: [good.INVITATION_SECRET],
    mail: { apiUrl: 'https://api.resend.com' },
  })
})

test.each<[string, Partial<Variables>, string]>([
  [
    'a directory of databases that can’t be read',
    { DATABASES: '8: DB_2' },
    'DATABASES must name bindings by beginnings of ids, as 8=DB_2 9=DB_2',
  ],
  [
    'a secret that is missing',
    { BETTER_AUTH_SECRET: '' },
    'BETTER_AUTH_SECRET needs at least 32 characters',
  ],
  [
    'a secret that is short',
    { INVITATION_SECRET: 'short' },
    'INVITATION_SECRET needs at least 32 characters',
  ],
  [
    'an older secret that is short',
    { INVITATION_SECRET_PREVIOUS: 'short' },
    'INVITATION_SECRET_PREVIOUS needs at least 32 characters',
  ],
  [
    'a secret that nobody drew by lot',
    { BETTER_AUTH_SECRET: 'change me '.repeat(5) },
    'BETTER_AUTH_SECRET must be random: openssl rand -base64 32',
  ],
  [
    'one secret for two purposes',
    { INVITATION_SECRET: good.BETTER_AUTH_SECRET },
    'INVITATION_SECRET must not be the same as BETTER_AUTH_SECRET',
  ],
  [
    'an older secret that is the one of now',
    { INVITATION_SECRET_PREVIOUS: good.INVITATION_SECRET },
    'INVITATION_SECRET_PREVIOUS must not be the same as INVITATION_SECRET',
  ],
  [
    'an origin without TLS',
    { APP_ORIGIN: 'http://usher.example.com' },
    'APP_ORIGIN must begin with https:// anywhere but on localhost',
  ],
  [
    'a mail provider without TLS',
    { MAIL_API_URL: 'http://api.resend.com' },
    'MAIL_API_URL must begin with https:// anywhere but on localhost',
  ],
  ['no address', { APP_ORIGIN: 'usher' }, 'APP_ORIGIN must be an http(s) address'],
  [
    'another kind of address',
    { MAIL_API_URL: 'ftp://a.b' },
    'MAIL_API_URL must be an http(s) address',
  ],
  ['no key of the provider', { RESEND_API_KEY: '' }, 'RESEND_API_KEY is missing'],
  [
    'half of Google',
    { GOOGLE_CLIENT_ID: 'id' },
    'GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET go together',
  ],
  [
    'a limit of none',
    { LIMIT_MAILS_PER_ADDRESS: '0' },
    'LIMIT_MAILS_PER_ADDRESS must be a number above 0',
  ],
])('%s is named', (_, changes, problem) => {
  expect(problemsOf(changes)).toEqual([problem])
})

test.each([
  'http://localhost:8787',
  'http://127.0.0.1:8787',
  'http://[::1]:8787',
  'http://usher.localhost',
])('%s does without TLS', (address) => {
  expect(problemsOf({ APP_ORIGIN: address, MAIL_API_URL: address })).toEqual([])
})

test.each(['http://localhost.evil.test', 'http://127.0.0.1.evil.test', 'http://notlocalhost'])(
  '%s does not',
  (address) => {
    expect(problemsOf({ APP_ORIGIN: address })).toHaveLength(1)
  },
)

test('all that is wrong is named at once, and no value', () => {
  const problems = problemsOf({
    APP_ORIGIN: 'http://a.test',
    INVITATION_SECRET: 'my-secret',
    MAIL_FROM: '',
  })
  expect(problems).toHaveLength(3)
  expect(problems.join()).not.toMatch(/my-secret|a\.test/)
})
