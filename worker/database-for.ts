import type { Env } from './env.ts'

/** The binding of the first D1: of all organizations that no other one is named for, and of the people's accounts. */
const first = 'DB'

/** A D1, and the name of its binding. */
export type Place = { binding: string; d1: D1Database }

/** The D1 that holds an organization's rows. Everything that reads or writes them asks here which one it is. */
export function databaseFor(env: Env, organizationId: string): D1Database {
  return placeFor(env, organizationId).d1
}

export function placeFor(env: Env, organizationId: string): Place {
  const binding = bindingFor(env, organizationId)
  return { binding, d1: d1Of(env, binding) }
}

/** Every D1 that holds organizations, the first one first: for what goes over all of them. */
export function databasesOf(env: Env): D1Database[] {
  return placesOf(env).map(({ d1 }) => d1)
}

export function placesOf(env: Env): Place[] {
  return bindingsOf(env).map((binding) => ({ binding, d1: d1Of(env, binding) }))
}

/** The name of the binding of an organization's D1: that of the longest beginning of its id that the directory has. */
export function bindingFor({ DATABASES }: Pick<Env, 'DATABASES'>, organizationId: string): string {
  if (!DATABASES) return first
  const fitting = directoryIn(DATABASES).find(({ beginning }) =>
    organizationId.startsWith(beginning),
  )
  return fitting?.binding ?? first
}

export function bindingsOf({ DATABASES }: Pick<Env, 'DATABASES'>): string[] {
  if (!DATABASES) return [first]
  return [...new Set([first, ...directoryIn(DATABASES).map(({ binding }) => binding)])]
}

/** The bindings with another D1 in the place of each. */
export function withDatabases(env: Env, instead: (d1: D1Database) => D1Database): Env {
  const others = bindingsOf(env).map((binding) => [binding, instead(d1Of(env, binding))])
  return { ...env, ...(Object.fromEntries(others) as Record<string, D1Database>) }
}

function d1Of(env: Env, binding: string): D1Database {
  const d1 = (env as unknown as Record<string, D1Database | undefined>)[binding]
  if (!d1) throw new Error(`DATABASES names ${binding}, and there is no such D1.`)
  return d1
}

type Directory = readonly { beginning: string; binding: string }[]

const directories = new Map<string, Directory>()

/** Reads `beginning=BINDING beginning=BINDING`; the longest beginnings come first. */
function directoryIn(text: string): Directory {
  const known = directories.get(text)
  if (known) return known
  const read = Array.from(text.matchAll(entries), ([, beginning = '', binding = '']) => ({
    beginning,
    binding,
  })).toSorted((a, b) => b.beginning.length - a.beginning.length)
  directories.set(text, read)
  return read
}

const entries = /([0-9a-f-]+)=(\w+)/g
