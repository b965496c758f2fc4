import { expect, test } from 'vitest'
import { deployedVariables, localVariables, wrongVariables } from './variables.ts'

const vars = { APP_ORIGIN: 'http://localhost:8787', MAIL_FROM: 'Usher <i@usher.test>', LIMIT: '5' }

test('variables of this machine are named before they are deployed', () => {
  expect(localVariables(vars, [])).toEqual(['APP_ORIGIN', 'MAIL_FROM'])
})

test('a variable that is given with the command is not the one of wrangler.toml', () => {
  expect(localVariables(vars, ['--var', 'APP_ORIGIN:https://usher.example.com'])).toEqual([
    'MAIL_FROM',
  ])
})

test('variables that no worker would start with are named before they are deployed; secrets are not there', () => {
  const good = { MAIL_FROM: 'i@acme.example', MAIL_API_URL: 'https://api.resend.com' }
  const given = (origin: string) =>
    wrongVariables(
      deployedVariables({ ...good, ...vars }, [
        '--var',
        `APP_ORIGIN:${origin}`,
        '--var=MAIL_FROM:Usher <i@acme.example>',
      ]),
    )
  expect(given('https://usher.example.com')).toEqual([])
  expect(given('http://usher.example.com')).toEqual([
    'APP_ORIGIN must begin with https:// anywhere but on localhost',
  ])
})
