import { describe, expect, test } from 'vitest'
import { decode } from './decode.ts'

const text = 'email,role,workspaces\r\nnadia@northwind.test,admin,\r\n'
const japanese = 'メールアドレス,ロール\r\nsato@northwind.test,管理者\r\n'
const utf8 = (content: string) => new TextEncoder().encode(content)
const utf16 = (content: string, littleEndian: boolean) => {
  const bytes = new Uint8Array(content.length * 2)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < content.length; at += 1) {
    view.setUint16(at * 2, content.charCodeAt(at), littleEndian)
  }
  return bytes
}
/** メール in the bytes of Shift_JIS. */
const shiftJis = Uint8Array.from([0x83, 0x81, 0x81, 0x5b, 0x83, 0x8b, 0x2c, 0x41, 0x0d, 0x0a])

describe('text is read in whatever encoding programs save it', () => {
  test.each([
    ['UTF-8', utf8(text), text],
    ['UTF-8 with a mark', utf8(`\ufeff${japanese}`), japanese],
    ['UTF-8 in Japanese', utf8(japanese), japanese],
    ['UTF-16, little end first, with a mark', utf16(`\ufeff${japanese}`, true), japanese],
    ['UTF-16, big end first, with a mark', utf16(`\ufeff${japanese}`, false), japanese],
    ['UTF-16, little end first, without a mark', utf16(japanese, true), japanese],
    ['UTF-16, big end first, without a mark', utf16(japanese, false), japanese],
    ['Shift_JIS', shiftJis, 'メール,A\r\n'],
    ['western Windows', Uint8Array.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x0a]), 'Müller\n'],
  ])('%s', (_encoding, bytes, expected) => {
    expect(decode(bytes)).toEqual({ ok: true, text: expected })
  })
})

describe('what is no text says what it is', () => {
  test.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['white space', utf8(' \r\n\r\n'), 'empty'],
    ['a mark alone', utf8('\ufeff'), 'empty'],
    ['a workbook', Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0, 0, 1, 2]), 'workbook'],
    ['an old workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'workbook'],
    [
      'a picture',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]),
      'not_text',
    ],
    ['zeros', new Uint8Array(64), 'not_text'],
    [
      'noise',
      Uint8Array.from({ length: 4_096 }, (_, at) => (at * 7_919 + (at >> 3) * 31) % 256),
      'not_text',
    ],
  ])('%s', (_what, bytes, problem) => {
    expect(decode(bytes)).toEqual({ ok: false, problem })
  })
})
