/** The instances of an organization's object. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { Env } from '../../env.ts'

/**
 * For `sendCommand`: an instance of each organization's object beside the one that there is, as there may be for a
 * moment when the platform moves it. It has a queue of its own, and knows nothing of the other's.
 */
export function beside(name: string): Pick<Env, 'ORGANIZATION'> {
  const namespace = new Proxy(env.ORGANIZATION, {
    get(target, key) {
      if (key === 'idFromName') return (id: string) => target.idFromName(nameBeside(id, name))
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { ORGANIZATION: namespace }
}

export function nameBeside(organizationId: string, name: string): string {
  return `${organizationId} (${name})`
}

const objectOf = (name: string) => env.ORGANIZATION.get(env.ORGANIZATION.idFromName(name))

/** Restarts an object as a deploy does: what it was doing comes to its end first. */
export async function restart(name: string): Promise<void> {
  await evictDurableObject(objectOf(name))
}

/** Ends an object as a crash does, with whatever it was doing. The next command finds a new one. */
export async function crash(name: string): Promise<void> {
  const crashing = runInDurableObject(objectOf(name), (_, state) => state.abort('crashed'))
  await crashing.catch(() => {})
}
