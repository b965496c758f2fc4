/** Longest name of a person, an organization or a workspace. */
const nameLength = 200

// Control characters and line breaks could forge a mail's header; embeddings and overrides of the writing
// direction could make one name look like another. Right-to-left letters and their plain marks are fine. Half a
// character (a lone surrogate) can't be stored.
const forbidden = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]/u
const forbiddenInText = /[\p{Cs}\u202A-\u202E\u2066-\u2069]|(?![\t\n\r])\p{Cc}/u

// Something to see: there are spaces of no width, and of other kinds, which nothing trims.
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u

/** A name as it is kept: white space trimmed and folded. `null` for what can't be one: nothing, too long, or with control characters. */
export function cleanName(raw: string): string | null {
  if (forbidden.test(raw.trim()) || !visible.test(raw)) return null
  const name = raw.trim().replace(/\s+/gu, ' ')
  if (name.length === 0 || name.length > nameLength) return null
  return name
}

/** Whether a text of several lines has none of what a name may not have, but line breaks and tabs. */
export function isPlainText(text: string): boolean {
  return !forbiddenInText.test(text)
}
