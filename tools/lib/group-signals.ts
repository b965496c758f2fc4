import { readdirSync, readFileSync } from 'node:fs'

/** Signals every process of a group; answers whether there was one. Signal 0 only asks. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal)
  } catch {
    return false
  }
}

export function isAlive(group: number): boolean {
  if (!signalGroup(group, 0)) return false
  // In a container nobody may collect the dead, and they count as members of their group for ever.
  return process.platform !== 'linux' || hasLivingMember(group)
}

function hasLivingMember(group: number): boolean {
  return readdirSync('/proc').some((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      // "pid (name) state parent group …", where the name may hold anything.
      const rest = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')
      const [state, , memberOf] = rest.split(' ')
      return Number(memberOf) === group && state !== 'Z' && state !== 'X'
    } catch {
      return false
    }
  })
}
