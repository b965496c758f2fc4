export type Value = string | number | null

/** An INSERT statement. Columns are ours; values are whatever people typed. */
export function insert(table: string, row: Record<string, Value>): string {
  const columns = Object.keys(row).map((name) => `"${name}"`)
  return `INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')});`
}

/** A value as SQL text. wrangler takes no parameters, so quoting is ours to do: SQLite knows but one escape. */
export function literal(value: Value): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') {
    if (value.includes('\0')) throw new RangeError('A text with a NUL character has no SQL literal')
    return `'${value.replaceAll("'", "''")}'`
  }
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number`)
  return String(value)
}

/** One INSERT statement for many rows, which have the columns of the first one. */
export function insertAll(table: string, rows: readonly Record<string, Value>[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const values = columns.map((_, at) => `value ->> ${at}`).join(', ')
  const json = JSON.stringify(rows.map((row) => columns.map((name) => row[name] ?? null)))
  return `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) SELECT ${values} FROM json_each(${literal(json)});`
}
