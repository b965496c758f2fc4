import { decode, type DecodeProblem } from './decode.ts'

/** The largest file that is read, in bytes, and the most rows of one. */
const largestFile = 10 * 1024 * 1024
export const mostRows = 20_000

export type TableProblem = DecodeProblem | 'too_large' | 'too_many_rows' | 'unreadable'
/** A row as it stands in the file, with its number there, from 1, which spreadsheets show beside it. */
export type TableRow = { number: number; cells: string[] }
export type ReadTable = { ok: true; rows: TableRow[] } | { ok: false; problem: TableProblem }

const delimiters = [',', '\t', ';'] as const

/** Reads a CSV file, whatever its encoding and separator; rows of nothing are left out. */
export async function readTable(file: Blob): Promise<ReadTable> {
  if (file.size > largestFile) return { ok: false, problem: 'too_large' }
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    // It was moved, or changed since it was chosen.
    return { ok: false, problem: 'unreadable' }
  }
  const decoded = decode(bytes)
  if (!decoded.ok) return decoded
  const { default: papa } = await import('papaparse')
  const { data, meta } = papa.parse<string[]>(decoded.text, {
    delimiter: delimiterOf(decoded.text),
    // More than may be, for some may be empty.
    preview: mostRows * 2,
  })
  const rows = data
    .map((cells, at) => ({ number: at + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (rows.length === 0) return { ok: false, problem: 'empty' }
  // A header is no row.
  return rows.length > mostRows + 1 || meta.truncated
    ? { ok: false, problem: 'too_many_rows' }
    : { ok: true, rows }
}

/** The one that stands most often in the first line; what stands inside of quotes separates nothing. */
function delimiterOf(text: string): string {
  const line = (/\S[^\r\n]*/u.exec(text)?.[0] ?? '').replace(/"[^"]*"/gu, '')
  const counts = delimiters.map((delimiter) => line.split(delimiter).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}
