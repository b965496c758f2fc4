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
