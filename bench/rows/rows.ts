import { insertAll, type Value } from '../../tools/lib/sql.ts'

export type Row = Record<string, Value>

/** One statement with all rows of a large table would be a text of a hundred megabytes. */
const chunk = 5_000

/** Rows by their tables, to be written all at once. The rows of a table have the same columns. */
export class Rows {
  readonly #tables = new Map<string, Row[]>()

  add(table: string, row: Row): void {
    const rows = this.#tables.get(table)
    if (rows) rows.push(row)
    else this.#tables.set(table, [row])
  }

  statements(): string[] {
    return Array.from(this.#tables, ([table, rows]) =>
      Array.from({ length: Math.ceil(rows.length / chunk) }, (_, n) =>
        insertAll(table, rows.slice(n * chunk, (n + 1) * chunk)),
      ),
    ).flat()
  }
}
