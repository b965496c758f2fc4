/** Several kept queries as one statement, and their rows as text: what a load and a page are read by. */
import { Column, is, Placeholder, sql, SQL } from 'drizzle-orm'
import type { AnyD1 } from '../database.ts'
import { Recent } from '../recent.ts'
import type { Kept, Queries, Rows } from './kept.ts'
import { isTooBig } from './too-big.ts'

/** What drizzle knows of a column of a query that it has prepared, and leaves out of its types. */
type Field = { path: [name: string]; field: unknown }
type Decoder = { mapFromDriverValue: (value: unknown) => unknown }

type Statement = {
  text: string
  /** The same, each query by itself. */
  apart: readonly string[]
  /** Each once, however often a text names it. */
  params: readonly unknown[]
  readers: readonly { name: string; cells: readonly string[]; read: Reader }[]
}
type Reader = (rows: readonly unknown[][]) => unknown[]

/** Of sets of queries that are read together. */
const statements = new Recent<string, Statement>(200)

/**
 * Reads kept queries in one round trip, of one snapshot, and answers their rows by name; what is `false` or `null` is not
 * read, and has none. D1 bears each statement of a batch by itself and turns each cell around several times on the way,
 * which takes longer than to find them: so it is one statement, and the rows of each query one text of JSON. Where that is
 * longer than D1's texts may be, they are read once more, row by row.
 */
export async function readAsOne<Q extends Queries>(
  d1: AnyD1,
  queries: Q,
  values: Record<string, unknown>,
): Promise<Rows<Q>> {
  const wanted = Object.entries(queries).flatMap(([name, query]) =>
    query ? [{ name, query }] : [],
  )
  const statement = statementOf(d1, wanted)
  const bound = statement.params.map((param) =>
    is(param, Placeholder) ? values[param.name] : param,
  )
  const rows = await readTexts(d1, statement, bound).catch((error: unknown) => {
    if (isTooBig(error)) return readRows(d1, statement, bound)
    throw error
  })
  const found = new Map(statement.readers.map(({ name, read }, at) => [name, read(rows[at] ?? [])]))
  const answered = Object.keys(queries).map((name) => [name, found.get(name) ?? []])
  return Object.fromEntries(answered) as Rows<Q>
}

async function readTexts(d1: AnyD1, { text, readers }: Statement, bound: readonly unknown[]) {
  const [result] = await d1.batch<Record<string, string>>([d1.prepare(text).bind(...bound)])
  const row = result?.results[0]
  if (!row) throw new Error('D1 answered no row')
  return readers.map(({ name }) => JSON.parse(row[name] ?? '[]') as unknown[][])
}

async function readRows(d1: AnyD1, { apart, readers }: Statement, bound: readonly unknown[]) {
  const results = await d1.batch<Record<string, unknown>>(
    apart.map((text) => d1.prepare(text).bind(...bound)),
  )
  return readers.map(({ cells }, at) =>
    (results[at]?.results ?? []).map((row) => cells.map((cell) => row[cell])),
  )
}

/** The rows of another query of those that are read together, as a table: by its name, with its columns by theirs. */
export const rowsOf = (name: string): SQL => sql`${sql.identifier(tableOf(name))}`

/** A name that no table has: it would hide that one. */
const tableOf = (name: string) => `asked ${name}`

type Wanted = readonly { name: string; query: Kept<unknown> }[]

function statementOf(d1: AnyD1, wanted: Wanted): Statement {
  const key = wanted.map(({ name, query }) => `${name} ${query.id}`).join()
  const known = statements.get(key)
  if (known) return known
  const made = join(d1, wanted)
  statements.set(key, made)
  return made
}

function join(d1: AnyD1, wanted: Wanted): Statement {
  const params: unknown[] = []
  const parts = wanted.map(({ name, query }) => {
    const prepared = query.prepared(d1)
    const asked = prepared.getQuery()
    const fields = (prepared as unknown as { fields: Field[] }).fields
    return {
      name,
      table: `"${tableOf(name)}"`,
      cells: fields.map(({ path }) => path[0]),
      text: numbered(asked.sql, asked.params, params),
      read: readerOf(fields),
    }
  })
  const tables = parts.map(({ table, cells, text }) => {
    // Or SQLite would find the rows once for each that asks for them.
    const isShared = parts.some((other) => other.text.includes(table))
    return `${table} (${named(cells)}) AS ${isShared ? 'MATERIALIZED ' : ''}(${text})`
  })
  const columns = parts.map(
    ({ name, table, cells }) =>
      `(SELECT json_group_array(json_array(${named(cells)})) FROM ${table}) AS "${name}"`,
  )
  const head = `WITH ${tables.join(', ')}`
  return {
    text: `${head} SELECT ${columns.join(', ')}`,
    apart: parts.map(({ table, cells }) => `${head} SELECT ${named(cells)} FROM ${table}`),
    params,
    readers: parts.map(({ name, cells, read }) => ({ name, cells, read })),
  }
}

const named = (cells: readonly string[]) => cells.map((cell) => `"${cell}"`).join()

/** A query's text with its parameters numbered among those of all: D1 takes a hundred. No text of ours has a `?` else. */
function numbered(text: string, asked: readonly unknown[], params: unknown[]): string {
  let at = 0
  return text.replaceAll('?', () => {
    const param = asked[at]
    at += 1
    const known = params.findIndex((other) => isSame(other, param))
    return `?${known === -1 ? params.push(param) : known + 1}`
  })
}

function isSame(one: unknown, other: unknown): boolean {
  if (is(one, Placeholder) && is(other, Placeholder)) return one.name === other.name
  return one === other
}

function readerOf(fields: readonly Field[]): Reader {
  const columns = fields.map(({ path: [name], field }) => ({ name, decoder: decoderOf(field) }))
  return (rows) =>
    rows.map((cells) => {
      const row: Record<string, unknown> = {}
      for (const [at, { name, decoder }] of columns.entries()) {
        const value = cells[at] ?? null
        row[name] = value === null ? null : decoder.mapFromDriverValue(value)
      }
      return row
    })
}

function decoderOf(field: unknown): Decoder {
  if (is(field, Column)) return field
  const expression = is(field, SQL.Aliased) ? field.sql : field
  return (expression as { decoder: Decoder }).decoder
}
