import { globSync, readFileSync } from 'node:fs'
import { inRoot } from '../../tools/lib/paths.ts'

export const languages = ['en', 'ja'] as const
export type Language = (typeof languages)[number]

/** What stands on the screen, by its key in `web/messages`: for journeys that are walked in every language. */
export type Say = (key: string, values?: Record<string, string | number>) => string

type Variants = [{ match: Record<string, string> }]
type Messages = Record<string, string | Variants>

export function wordsOf(language: Language): Say {
  const files = globSync([`web/messages/${language}.json`, `web/messages/*.${language}.json`], {
    cwd: inRoot('.'),
  })
  const messages = Object.assign(
    {},
    ...files.map((file) => JSON.parse(readFileSync(inRoot(file), 'utf8')) as Messages),
  ) as Messages
  const plural = new Intl.PluralRules(language)
  return (key, values = {}) => {
    const message = messages[key]
    const text = Array.isArray(message)
      ? message[0].match[`form=${plural.select(Number(values['count']))}`]
      : message
    if (text === undefined) throw new Error(`The app says nothing called ${key} in ${language}`)
    return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  }
}
