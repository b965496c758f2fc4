import Papa from 'papaparse'

/**
 * What a spreadsheet may take for a formula when a cell begins with it, also in full width. An apostrophe before it
 * makes it text. Papa Parse's own pattern misses a formula with a line break in it.
 */
const startsFormula = /^[=+\-@\t\r\n＝＋－＠]/

/** Without it, Excel reads UTF-8 as whatever its country used before. */
const byteOrderMark = '\uFEFF'

/** A table as the text of a CSV file that every spreadsheet reads, and in which no cell is carried out. */
export function csvOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const options = { newline: '\r\n', escapeFormulae: startsFormula }
  return byteOrderMark + Papa.unparse([header, ...rows] as string[][], options) + '\r\n'
}
