/** What a session's user agent says of where it is, in names that people know; `null` where it says nothing known. */
export type Device = { browser: string | null; system: string | null }

// In this order: many claim to be what they descend from as well.
const browsers: [name: string, pattern: RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//u],
  ['Opera', /\b(?:OPR|Opera|OPiOS)\//u],
  ['Vivaldi', /\bVivaldi\//u],
  ['Samsung Internet', /\bSamsungBrowser\//u],
  ['Firefox', /\b(?:Firefox|FxiOS)\//u],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome|Chromium)\//u],
  ['Safari', /\bVersion\/[\d.]+.*\bSafari\//u],
]

const systems: [name: string, pattern: RegExp][] = [
  ['iPadOS', /\biPad\b/u],
  ['iOS', /\biPhone|\biPod/u],
  ['Android', /\bAndroid\b/u],
  ['ChromeOS', /\bCrOS\b/u],
  ['Windows', /\bWindows\b/u],
  ['macOS', /\bMacintosh\b|\bMac OS X\b/u],
  ['Linux', /\bLinux\b|\bX11\b/u],
]

export function deviceOf(userAgent: string | null): Device {
  const named = (known: typeof browsers) =>
    known.find(([, pattern]) => pattern.test(userAgent ?? ''))?.[0] ?? null
  return { browser: named(browsers), system: named(systems) }
}
