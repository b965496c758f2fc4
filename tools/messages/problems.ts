/** Messages of one language: a sentence, or variants of one, by key. */
export type Messages = Record<string, unknown>

/** What is wrong between two languages, and with what the app says of them, a sentence each. */
export function problems(
  base: Messages,
  other: Messages,
  language: string,
  sources: string,
): string[] {
  const keys = (messages: Messages) => Object.keys(messages).filter((key) => key !== '$schema')
  return [
    ...keys(base)
      .filter((key) => !(key in other))
      .map((key) => `${key} is missing in ${language}`),
    ...keys(other)
      .filter((key) => !(key in base))
      .map((key) => `${key} is in ${language} alone`),
    ...keys(base)
      .filter((key) => key in other && parametersOf(base[key]) !== parametersOf(other[key]))
      .map(
        (key) =>
          `${key} takes {${parametersOf(base[key])}}, in ${language} {${parametersOf(other[key])}}`,
      ),
    ...keys(base)
      .filter((key) => !new RegExp(`\\b${key}\\b`).test(sources))
      .map((key) => `${key} is said nowhere`),
  ]
}

/** The names in braces, as "count, name". Variants declare theirs, so that a language may leave one unsaid. */
function parametersOf(message: unknown): string {
  const names = Array.from(JSON.stringify(message).matchAll(/\{(\w+)\}/g), ([, name = '']) => name)
  return [...new Set(names)].toSorted().join(', ')
}
