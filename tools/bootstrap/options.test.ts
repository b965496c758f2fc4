import { expect, test } from 'vitest'
import { Trouble } from '../lib/trouble.ts'
import { bootstrapOptions } from './options.ts'

const said = (...more: string[]) => [
  '--organization',
  ' Acme  Inc ',
  '--email',
  'Olivia@Acme.test',
  ...more,
]

test('a name and an address are enough, and mean this machine', () => {
  expect(bootstrapOptions(said('--state', '/tmp/usher'))).toEqual({
    name: 'Acme Inc',
    email: 'Olivia@Acme.test',
    emailKey: 'olivia@acme.test',
    recipient: 'Olivia@acme.test',
    locale: 'en',
    target: { kind: 'local', state: '/tmp/usher' },
  })
})

test('--remote means the deployment', () => {
  expect(bootstrapOptions(said('--remote')).target).toEqual({ kind: 'remote' })
})

test.each([
  ['no address', ['--organization', 'Acme'], 'Say both'],
  [
    'an address that no mail can reach (R6)',
    ['--organization', 'Acme', '--email', 'olivia'],
    'No mail',
  ],
  ['a name of two lines', ['--organization', 'Ac\nme', '--email', 'o@acme.test'], 'on one line'],
  ['a language without mails', said('--locale', 'fr'), 'en or ja'],
  ['both places', said('--local', '--remote'), 'not both'],
  ['an option that is none', said('--owner'), 'npm run bootstrap'],
])('%s is told in a sentence', (_, args, sentence) => {
  expect(() => bootstrapOptions(args)).toThrow(Trouble)
  expect(() => bootstrapOptions(args)).toThrow(sentence)
})
