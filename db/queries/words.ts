/** What was typed into a search, and how it is found by the words that the migrations' triggers keep. */
import { sql, type SQL } from 'drizzle-orm'
import { user } from '../schema/index.ts'
import { plain } from './page.ts'

// What stands between words besides the line break of `listed_as`: as in 0004_kept_by_triggers.sql. The last five are
// a no-break space, the marks of the writing direction, and the space and the middle dot of East Asian scripts.
const separators = ' .-_@+\'’(),/&":;|\u00A0\u200E\u200F\u3000\u30FB'
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
  const typed = search.split(/\s+/u).map(withoutSeparators)
  return [...new Set(typed)]
    .filter((term) => term !== '')
    .toSorted((one, other) => other.length - one.length)
    .slice(0, mostTerms)
    .map(inEachCase)
}

function withoutSeparators(term: string): string {
  const letters = [...term]
  const isLetter = (letter: string) => !separators.includes(letter)
  return letters.slice(letters.findIndex(isLetter), letters.findLastIndex(isLetter) + 1).join('')
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

/** The ids that the first term finds; the others are looked for in their texts, by `hasWords`. */
export function foundByWord(
  table: 'member_word' | 'invitation_word',
  organizationId: string,
  [term = []]: Term[],
): SQL {
  const id = plain(table === 'member_word' ? 'user_id' : 'invitation_id')
  return sql`SELECT DISTINCT w.${id} AS id FROM json_each(${JSON.stringify(term)}) AS typed
    CROSS JOIN ${plain(table)} AS w ON w.organization_id = ${organizationId}
    AND w.word >= typed.value AND w.word < typed.value || char(1114111)`
}

/** Whether every term begins a word of a text. Terms travel as one parameter: D1 takes a hundred at most. */
export function hasWords(text: SQL, terms: Term[]): SQL {
  const line = sql`(' ' || ${text})`
  const at = sql`instr(${line}, needle.value ->> 0)`
  return sql`NOT EXISTS (SELECT 1 FROM json_each(${JSON.stringify(terms.map(needlesOf))}) AS term WHERE NOT EXISTS (
    SELECT 1 FROM json_each(term.value) AS needle WHERE ${at} > 0
    AND (needle.value ->> 1 OR unicode(substr(${line}, ${at} - 1, 1)) >= ${plain(firstUnspaced)})))`
}

/** What to look for, and whether a word begins there wherever it stands; else only behind a letter without spaces. */
function needlesOf(term: Term): [string, boolean][] {
  return term.flatMap((word) => [
    ...[...separators, '\n'].map((separator): [string, boolean] => [separator + word, true]),
    [word, (word.codePointAt(0) ?? 0) >= firstUnspaced],
  ])
}

/**
 * `listed_as` of a membership that is shown by its account's name. The triggers would make it too, by writing the
 * row a second time.
 */
export function listedAsAccount(userId: string): SQL<string> {
  return sql`(SELECT lower(${user.name}) || char(10) || lower(${user.email}) FROM ${user} WHERE ${user.id} = ${userId})`
}
