const rightToLeft =
  /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/**
 * A name or address as part of a sentence: one that is written from right to left is fenced in, so that the words
 * around it stay where they are. Names hold no such signs of their own. In markup, `<bdi>` does the same.
 */
export function isolate(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text
}
