const collator = new Intl.Collator(undefined, { numeric: true })

/** The order in which one looks for a name. */
export function byName(one: { name: string }, other: { name: string }): number {
  return collator.compare(one.name, other.name)
}
