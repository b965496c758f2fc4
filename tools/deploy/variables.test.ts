import { expect, test } from 'vitest'
import { localVariables } from './variables.ts'

const vars = { APP_ORIGIN: 'http://localhost:8787', MAIL_FROM: 'Usher <i@usher.test>', LIMIT: '5' }

test('variables of this machine are named before they are deployed', () => {
  expect(localVariables(vars, [])).toEqual(['APP_ORIGIN', 'MAIL_FROM'])
})

test('a variable that is given with the command is not the one of wrangler.toml', () => {
  expect(localVariables(vars, ['--var', 'APP_ORIGIN:https://usher.example.com'])).toEqual([
    'MAIL_FROM',
  ])
})
