import { expect, test } from 'vitest'
import { problems } from './problems.ts'

test('languages that say the same, all of it used, have no problem', () => {
  const en = { $schema: 'x', hello: 'Hello {name}', bye: 'Bye' }
  const ja = { $schema: 'x', hello: '{name}さん、こんにちは', bye: 'さようなら' }
  expect(problems(en, ja, 'ja', 'm.hello({ name }) m.bye()')).toEqual([])
})

test('each difference is a sentence of its own', () => {
  const en = { hello: 'Hello {name}', bye: 'Bye', by: 'By {sponsor}' }
  const ja = { hello: 'こんにちは', more: 'もっと', by: '{sponsor}' }
  expect(problems(en, ja, 'ja', 'm.hello() m.by()')).toEqual([
    'bye is missing in ja',
    'more is in ja alone',
    'hello takes {name}, in ja {}',
    'bye is said nowhere',
  ])
})
