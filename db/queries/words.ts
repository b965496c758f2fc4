/** What was typed into a search, and how it is found by the words that the migrations' triggers keep. */
import { sql, type SQL } from 'drizzle-orm'
import { user } from '../schema/index.ts'
import type { Given } from './kept.ts'
import { plain } from './page.ts'

// What stands between words besides the line break of `listed_as`: as in 0004_kept_by_triggers.sql. The last five are
// a no-break space, the marks of the writing direction, and the space and the middle dot of East Asian scripts.
export const separators = ' .-_@+\'’(),/&":;|\u00A0\u200E\u200F\u3000\u30FB'
/** Letters from here on are written without spaces, so that each starts a word. */
const firstUnspaced = 0x2e80
const mostTerms = 8

/** One typed term, in each letter case that a name may have it in. */
export type Term = string[]

/**
 * The terms of what was typed, the longest first: every one must begin a word. `null` where nothing was typed; of
 * punctuation alone there are none, and it is found nowhere.
 */
export function termsOf(search: string): Term[] | null {
  if (search.trim() === '') return null
  const typed = search.split(/\s+/u).map(bare)
  return [...new Set(typed)]
    .filter((term) => term !== '')
    .toSorted((one, other) => other.length - one.length)
    .slice(0, mostTerms)
    .map(inEachCase)
}

/** As it may begin a word, without the punctuation of a list of names behind it. */
function bare(term: string): string {
  const letters = [...term.replace(/[,;:|)"]+$/, '')]
  const first = letters.findIndex((letter) => !separators.includes(letter))
  return first < 0 ? '' : letters.slice(first).join('')
}

/** SQLite knows the cases of ASCII alone; of other letters, a name has its first one large, or all, or none. */
function inEachCase(term: string): Term {
  const small = term.toLowerCase()
  const [first = '', ...others] = small
  const cases = [small, first.toUpperCase() + others.join(''), term.toUpperCase(), term]
  return [...new Set(cases.map(smallAscii))]
}

/** `lower` as SQLite has it. */
export function smallAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** The ids that a term (as JSON) finds: the first one; the others are looked for in their texts, by `hasWords`. */
export function foundByWord(
  table: 'member_word' | 'invitation_word',
  organizationId: Given<string>,
  term: Given<string>,
): SQL {
  const id = plain(table === 'member_word' ? 'user_id' : 'invitation_id')
  return sql`SELECT DISTINCT w.${id} AS id FROM json_each(${term}) AS typed
    CROSS JOIN ${plain(table)} AS w ON w.organization_id = ${organizationId}
    AND w.word >= typed.value AND w.word < typed.value || char(1114111)`
}

/** Whether every term begins a word of a text. Terms travel as one parameter, as JSON: D1 takes a hundred at most. */
export function hasWords(text: SQL, terms: Given<string>): SQL {
  const line = sql`(' ' || ${text})`
  const at = sql`instr(${line}, one.value)`
  // One `max` of them all: as many ORs are a deeper expression than D1 takes.
  const behindSeparator = [...separators, '\n'].map(
    (letter) => sql`instr(${line}, char(${plain(letter.codePointAt(0) ?? 0)}) || one.value)`,
  )
  const unspaced = (letter: SQL) => sql`unicode(${letter}) >= ${plain(firstUnspaced)}`
  return sql`NOT EXISTS (SELECT 1 FROM json_each(${terms}) AS every WHERE NOT EXISTS (
    SELECT 1 FROM json_each(every.value) AS one WHERE ${at} > 0 AND (max(${sql.join(behindSeparator, sql`, `)}) > 0
    OR ${unspaced(sql`one.value`)} OR ${unspaced(sql`substr(${line}, ${at} - 1, 1)`)})))`
}

/**
 * `listed_as` of a membership that is shown by its account's name. The triggers would make it too, by writing the
 * row a second time.
 */
export function listedAsAccount(userId: string): SQL<string> {
  return sql`(SELECT lower(${user.name}) || char(10) || lower(${user.email}) FROM ${user} WHERE ${user.id} = ${userId})`
}
