/** What a deed wrote, told per table and index: the rows that D1 counts, and that are paid for. */

/** Of each table and index by its name, what stands in it: which row, and what of it. */
export type Standing = Map<string, { isTable: boolean; rows: Map<string, string> }>

type Entry = { type: 'table' | 'index'; name: string; tbl_name: string; sql: string | null }

/** Reads all of a database; a test has one of its own. */
export async function standing(d1: D1Database): Promise<Standing> {
  const { results: entries } = await d1
    .prepare(
      `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('table', 'index')
      AND tbl_name NOT GLOB '_cf_*' AND tbl_name NOT GLOB 'sqlite_*' AND tbl_name NOT GLOB 'd1_*'`,
    )
    .all<Entry>()
  const tables = new Map(entries.map(({ name, sql }) => [name, sql ?? '']))
  const texts = entries.map((entry) => readingOf(entry, keyOf(tables.get(entry.tbl_name) ?? '')))
  const answers = await d1.batch<{ key: unknown }>(texts.map((text) => d1.prepare(text)))
  return new Map(
    entries.map(({ name, type }, at) => {
      const rows = answers[at]?.results ?? []
      const byKey = new Map(rows.map((row) => [String(row.key), JSON.stringify(row)]))
      return [name, { isTable: type === 'table', rows: byKey }]
    }),
  )
}

/** By what a table tells its rows apart. */
function keyOf(table: string): string {
  if (!table.endsWith('WITHOUT ROWID')) return 'rowid'
  const [, several, one] = /PRIMARY KEY\((.*?)\)|(`\w+`) text PRIMARY KEY/.exec(table) ?? []
  return `json_array(${several ?? one ?? ''})`
}

function readingOf({ type, tbl_name, sql }: Entry, key: string): string {
  if (type === 'table') return `SELECT ${key} AS "key", * FROM "${tbl_name}"`
  // Of a key that the table itself is not in the order of, which does not change.
  if (sql === null) return `SELECT ${key} AS "key" FROM "${tbl_name}"`
  const [, columns = '', where = 'true'] =
    /ON [`"]?\w+[`"]? ?\((.*?)\)(?: WHERE (.*))?$/is.exec(sql) ?? []
  return `SELECT ${key} AS "key", ${columns} FROM "${tbl_name}" WHERE ${where}`
}

/**
 * As D1 counts: a row of a table that came, changed or went is one, an entry of an index that came or changed is one,
 * one that went is free. What D1 counts more than the sum of these was written twice, or for nothing.
 */
export function writtenBetween(before: Standing, after: Standing): Record<string, number> {
  const written: Record<string, number> = {}
  for (const [name, { isTable, rows }] of after) {
    const old = before.get(name)?.rows ?? new Map<string, string>()
    const put = [...rows].filter(([key, row]) => old.get(key) !== row).length
    const gone = isTable ? [...old.keys()].filter((key) => !rows.has(key)).length : 0
    if (put + gone > 0) written[name] = put + gone
  }
  return written
}
