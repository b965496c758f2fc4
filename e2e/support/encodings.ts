/** The bytes of a text as Excel in Japan saves it. There is no encoder for it, so the decoder is asked for each letter. */
export function shiftJis(text: string): Buffer {
  const decoder = new TextDecoder('shift_jis', { fatal: true })
  const codes = new Map<string, number[]>()
  for (let lead = 0; lead < 0x100; lead += 1) {
    learn([lead])
    for (let trail = 0x40; trail < 0xfd; trail += 1) learn([lead, trail])
  }
  return Buffer.from(
    Array.from(text).flatMap((letter) => {
      const code = codes.get(letter)
      if (!code) throw new Error(`Shift_JIS has no ${letter}`)
      return code
    }),
  )

  function learn(bytes: number[]): void {
    try {
      const letter = decoder.decode(Uint8Array.from(bytes))
      if (Array.from(letter).length === 1 && !codes.has(letter)) codes.set(letter, bytes)
    } catch {
      // No letter.
    }
  }
}

/** UTF-16, little end first, with its mark: what Windows calls Unicode. */
export function utf16(text: string): Buffer {
  return Buffer.from(`\ufeff${text}`, 'utf16le')
}
