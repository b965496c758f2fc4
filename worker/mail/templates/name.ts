const lineBreaksAndControls = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu
const directionOverrides = /[\u202A-\u202E\u2066-\u2069]/gu
const rightToLeft =
  /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

// A zero-width non-joiner: mail clients end a link there, and a browser that is given a host with one in it
// refuses it, where it would drop a word joiner or a zero-width space and open what was meant to be broken.
const nothing = '\u200C'

/** A text as one line: no breaks, no control characters, no overrides of the writing direction (R39). */
export function oneLine(text: string): string {
  return text.replace(directionOverrides, '').replace(lineBreaksAndControls, ' ').trim()
}

/**
 * A name as a mail may say it (R39): one line, in which no mail client finds an address to make a link of, and
 * that keeps its writing direction to itself. It looks as it was given. HTML still has to be escaped.
 */
export function plainName(name: string): string {
  const line = withoutLinks(oneLine(name))
  return rightToLeft.test(line) ? `\u2068${line}\u2069` : line
}

function withoutLinks(line: string): string {
  return line
    .replace(/(?<=\S)[.．。｡](?=[\p{L}\p{M}])/gu, `${nothing}$&`)
    .replace(/(?<=\S)[:：@＠](?=\S)/gu, `$&${nothing}`)
    .replace(/[/／\\](?=[/／\\])/gu, `$&${nothing}`)
}
