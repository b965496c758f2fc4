/** Several kept queries as one statement, and their rows as text: what a load and a page are read by. */
import { Column, is, Placeholder, sql, SQL } from 'drizzle-orm'
import type { AnyD1 } from '../database.ts'
import type { Kept, Queries, Rows } from './kept.ts'

/** What drizzle knows of a column of a query that it has prepared, and leaves out of its types. */
type Field = { path: [name: string]; field: unknown }
type Decoder = { mapFromDriverValue: (value: unknown) => unknown }

type Statement = {
  text: string
  /** Each once, however often the text names it. */
  params: readonly unknown[]
  readers: ReadonlyMap<string, (rows: string) => unknown[]>
}

/** Of each set of queries that has been read together. */
const statements = new Map<string, Statement>()

/**
 * Reads kept queries in one round trip, of one snapshot, and answers their rows by name; what is `false` or `null` is not
 * read, and has none. D1 bears each statement of a batch by itself and turns each cell around several times on the way,
 * which takes longer than to find them: so it is one statement, and the rows of each query one text of JSON.
 */
export async function readAsOne<Q extends Queries>(
  d1: AnyD1,
  queries: Q,
  values: Record<string, unknown>,
): Promise<Rows<Q>> {
  const wanted = Object.entries(queries).flatMap(([name, query]) =>
    query ? [{ name, query }] : [],
  )
  const { text, params, readers } = statementOf(d1, wanted)
  const bound = params.map((param) => (is(param, Placeholder) ? values[param.name] : param))
  const [result] = await d1.batch<Record<string, string>>([d1.prepare(text).bind(...bound)])
  const row = result?.results[0]
  const answered = Object.keys(queries).map((name) => {
    const rows = row?.[name]
    return [name, rows === undefined ? [] : readers.get(name)?.(rows)]
  })
  return Object.fromEntries(answered) as Rows<Q>
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
      cells: fields.map(({ path }) => `"${path[0]}"`).join(),
      text: numbered(asked.sql, asked.params, params),
      reader: readerOf(fields),
    }
  })
  const tables = parts.map(({ table, cells, text }) => {
    // Or SQLite would find the rows once for each that asks for them.
    const isShared = parts.some((other) => other.text.includes(table))
    return `${table} (${cells}) AS ${isShared ? 'MATERIALIZED ' : ''}(${text})`
  })
  const columns = parts.map(
    ({ name, table, cells }) =>
      `(SELECT json_group_array(json_array(${cells})) FROM ${table}) AS "${name}"`,
  )
  return {
    text: `WITH ${tables.join(', ')} SELECT ${columns.join(', ')}`,
    params,
    readers: new Map(parts.map(({ name, reader }) => [name, reader])),
  }
}

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

function readerOf(fields: readonly Field[]): (rows: string) => unknown[] {
  const columns = fields.map(({ path: [name], field }) => ({ name, decoder: decoderOf(field) }))
  return (rows) =>
    (JSON.parse(rows) as unknown[][]).map((cells) => {
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
