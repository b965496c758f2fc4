/** For tests of more than one D1: what one of them has, into another one. */
export async function copyRows(from: D1Database, to: D1Database, tables: readonly string[]) {
  for (const table of tables) {
    const { results } = await from.prepare(`SELECT * FROM "${table}"`).all()
    const statements = results.map((row) => {
      const names = Object.keys(row).map((name) => `"${name}"`)
      const values = names.map((_, at) => `?${at + 1}`)
      return to
        .prepare(
          `INSERT INTO "${table}" (${names.join()}) VALUES (${values.join()}) ON CONFLICT DO NOTHING`,
        )
        .bind(...Object.values(row))
    })
    if (statements.length > 0) await to.batch(statements)
  }
}
