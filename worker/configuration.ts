import type { Env } from './env.ts'
import { readConfiguration, type Configuration } from './variables.ts'

export type { Configuration } from './variables.ts'

/** Reads the variables once a process and environment; throws a ConfigurationError that names every variable that is wrong. */
export function configuration(env: Env): Configuration {
  const known = configurations.get(env)
  if (known) return known
  const read = readConfiguration(env)
  configurations.set(env, read)
  return read
}

const configurations = new WeakMap<Env, Configuration>()
