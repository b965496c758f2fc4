import { expect, test } from 'vitest'
import { pathsNamedIn } from './named-paths.ts'

test('what a document names is in backticks, or where a link leads', () => {
  const document =
    'See `worker/app.ts`, `web/src/routes/(app)`, [rules](rules.md#words), [us](../SECURITY.md) and `worker/app.ts`.'
  expect(pathsNamedIn(document, 'docs')).toEqual([
    'worker/app.ts',
    'web/src/routes/(app)',
    'docs/rules.md',
    'SECURITY.md',
  ])
})

test('what is no path of the checkout is none', () => {
  const document =
    '`npm test`, `text/html`, [a page](https://usher.test/docs/x.md), [below](#secrets)'
  expect(pathsNamedIn(document, 'docs')).toEqual([])
})
