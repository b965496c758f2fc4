/** Inputs as trees, for tests that change one place of them. */
export type Leaf = { path: (string | number)[]; value: unknown }

/** Everything in a value that holds nothing else, with the way to it. */
export function leavesOf(value: unknown, path: Leaf['path'] = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  const parts: [string | number, unknown][] = Array.isArray(value)
    ? Array.from(value.entries())
    : Object.entries(value)
  return parts.flatMap(([key, part]) => leavesOf(part, [...path, key]))
}

/** A copy in which one place holds another value; a place that is not there yet is made. */
export function withLeaf(value: unknown, path: Leaf['path'], leaf: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return leaf
  if (Array.isArray(value)) {
    return value.map((part: unknown, at) => (at === key ? withLeaf(part, rest, leaf) : part))
  }
  const parts = (value ?? {}) as Record<string, unknown>
  return { ...parts, [key]: withLeaf(parts[key], rest, leaf) }
}
