/** The bare address of `Name <address>` or `address`; `null` when there is none. */
export function bareAddress(recipient: string): string | null {
  const address = (/<([^<>]*)>\s*$/.exec(recipient)?.[1] ?? recipient).trim()
  return /^[^\s@<>,;]+@[^\s@<>,;]+$/u.test(address) ? address : null
}

export function isSameAddress(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
