export type Decoded = { ok: true; text: string } | { ok: false; problem: DecodeProblem }
/** A workbook is what a spreadsheet saves when it isn't told to save CSV. */
export type DecodeProblem = 'empty' | 'workbook' | 'not_text'

/** How much is looked at to tell an encoding, in bytes. */
const sampleSize = 65_536
/** Zip, in which .xlsx and .ods come, and the container of the older .xls. */
const workbooks = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
]
const marks: [encoding: string, mark: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/**
 * Reads the bytes of a text file as programs save it: UTF-8 and UTF-16 with or without a mark, Shift_JIS as Excel
 * in Japan does, and the Windows letters of western Excel for what is none of these.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (workbooks.some((signature) => startsWith(bytes, signature))) {
    return { ok: false, problem: 'workbook' }
  }
  const marked = marks.find(([, mark]) => startsWith(bytes, mark))?.[0]
  const encodings = marked
    ? [marked]
    : (unmarkedUtf16(bytes) ?? ['utf-8', 'shift_jis', 'windows-1252'])
  for (const encoding of encodings) {
    const text = tryDecoding(bytes, encoding)
    if (text === undefined) continue
    if (text.trim() === '') return { ok: false, problem: 'empty' }
    return isText(text) ? { ok: true, text } : { ok: false, problem: 'not_text' }
  }
  return { ok: false, problem: 'not_text' }
}

function startsWith(bytes: Uint8Array, prefix: number[]): boolean {
  return prefix.every((byte, at) => bytes[at] === byte)
}

/** Of UTF-16 without a mark, every other byte of a Latin letter, a separator or an end of line is zero. */
function unmarkedUtf16(bytes: Uint8Array): string[] | undefined {
  const sample = bytes.subarray(0, sampleSize)
  const zeros = [0, 0]
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2 ? 1 : 0] = (zeros[at % 2 ? 1 : 0] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  const enough = sample.length / 10
  if (odd > enough && even * 20 < odd) return ['utf-16le']
  if (even > enough && odd * 20 < even) return ['utf-16be']
  return undefined
}

function tryDecoding(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** No text holds control characters, but for those that lay it out. */
function isText(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return !/[\0-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]/u.test(text.slice(0, sampleSize))
}
