import { addressKey } from '#lib/domain.ts'

/** One thing that was typed: an address as it will be shown and sent, or what can't be read as one, with no key. */
export type Entry = { text: string; key: string | null }

/** A quote or a bracket that ends on its line, whole. */
const kept = /"[^"\n]*"|“[^”\n]*”|<[^<>\n]*>/uy
/** What ends an entry wherever it stands; a comma may also stand in a name. */
const strong = /[;；\t\r\n\v\f\u2028\u2029]/u
const weak = /[,，、]/u

/**
 * Reads a typed or pasted list: separated by comma, semicolon, space, tab or line, as `Name <address>`,
 * `"Last, First" <address>` or `mailto:address`, in quotes or brackets. The names beside an address in brackets are
 * let go; everything else is there again, what is no address as an entry without a key.
 */
export function parseAddresses(text: string): Entry[] {
  return split(text, strong).flatMap((segment) => {
    const named = namedAddress(segment)
    return named ? [named] : split(segment, weak).flatMap(readPiece)
  })
}

/** Whether what was typed goes on: inside of a quote or a bracket, a separator is only a letter. */
export function isOpenEnded(text: string): boolean {
  const rest = split(text, strong).at(-1) ?? ''
  return /^\s*"[^"]*$/u.test(rest) || /<[^>]*$/u.test(rest)
}

/** Cuts where a separator stands outside of quotes and brackets. */
function split(text: string, separator: RegExp): string[] {
  const pieces: string[] = []
  let start = 0
  let at = 0
  while (at < text.length) {
    kept.lastIndex = at
    if (kept.test(text)) {
      at = kept.lastIndex
      continue
    }
    if (separator.test(text.charAt(at))) {
      pieces.push(text.slice(start, at))
      start = at + 1
    }
    at += 1
  }
  pieces.push(text.slice(start))
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '')
}

/** `Noor, Nadia <nadia@northwind.test>`: all before the bracket is a name, commas and all. */
function namedAddress(segment: string): Entry | undefined {
  const [, name, inner] = /^([^<>@]*)<([^<>]*)>$/u.exec(segment) ?? []
  if (name === undefined || inner === undefined) return undefined
  return bareAddress(inner)
}

function readPiece(piece: string): Entry[] {
  const whole = namedAddress(piece) ?? bareAddress(piece)
  if (whole) return [whole]
  const words = (piece.match(/[^\s<>]*<[^<>]*>|"[^"]*"|\S+/gu) ?? []).map((word) => ({
    word,
    entry: namedAddress(word) ?? bareAddress(word),
  }))
  if (!words.some(({ entry }) => entry)) return [{ text: piece, key: null }]
  return joined(words)
}

/** Words that are no address stay together up to the next one that is; before one in brackets they are its name. */
function joined(words: { word: string; entry: Entry | undefined }[]): Entry[] {
  const entries: Entry[] = []
  let loose: string[] = []
  const settle = () => {
    if (loose.length > 0) entries.push({ text: loose.join(' '), key: null })
    loose = []
  }
  for (const { word, entry } of words) {
    if (!entry) {
      loose.push(word)
      continue
    }
    if (word.endsWith('>')) loose = []
    settle()
    entries.push(entry)
  }
  settle()
  return entries
}

const wrappings = [
  /^"(.*)"$/su,
  /^'(.*)'$/su,
  /^“(.*)”$/su,
  /^‘(.*)’$/su,
  /^«(.*)»$/su,
  /^「(.*)」$/su,
  /^`(.*)`$/su,
  /^<(.*)>$/su,
  /^\((.*)\)$/su,
  /^（(.*)）$/su,
  /^\[(.*)\]$/su,
  /^\{(.*)\}$/su,
  /^mailto:([^?]*)(?:\?.*)?$/isu,
  /^(.*?)[.:!?。]+$/su,
]

/** The address in a piece, once what people and programs put around it is taken off. */
function bareAddress(piece: string): Entry | undefined {
  const text = piece.trim()
  const key = addressKey(text)
  if (key !== null) return { text, key }
  // Marks that nobody sees come along when one copies from mails and chats.
  const visible = text.replace(/[\p{Cf}\p{Cc}]/gu, '')
  if (visible !== text) return bareAddress(visible)
  for (const wrapping of wrappings) {
    const [, inner] = wrapping.exec(text) ?? []
    const found = inner === undefined || inner === text ? undefined : bareAddress(inner)
    if (found) return found
  }
  return undefined
}
