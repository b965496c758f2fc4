import { globSync, readFileSync } from 'node:fs'
import { command } from './lib/command.ts'
import { inRoot } from './lib/paths.ts'
import { problems, type Messages } from './messages/problems.ts'

const web = inRoot('web')

await command(async () => {
  const files = globSync('src/**/*.{ts,svelte}', {
    cwd: web,
    exclude: (name) => name.includes('paraglide'),
  })
  const sources = files.map(read).join('\n')
  const { baseLocale, locales } = JSON.parse(read('project.inlang/settings.json')) as Settings
  const base = messagesIn(baseLocale)
  const found = locales
    .filter((locale) => locale !== baseLocale)
    .flatMap((locale) => problems(base, messagesIn(locale), locale, sources))
  for (const problem of found) console.error(problem)
  console.log(
    `${Object.keys(base).length} messages in ${locales.length} languages, ${found.length} problems.`,
  )
  return found.length > 0 ? 1 : 0
})

type Settings = { baseLocale: string; locales: string[] }

function read(file: string): string {
  return readFileSync(inRoot('web', file), 'utf8')
}

/** All messages of a language: those of the app and those that a part of it keeps for itself, `door.en.json`. */
function messagesIn(locale: string): Messages {
  const files = globSync([`messages/${locale}.json`, `messages/*.${locale}.json`], { cwd: web })
  return Object.assign({}, ...files.map((file) => JSON.parse(read(file)) as Messages)) as Messages
}
