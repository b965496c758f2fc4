import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** USER_HZ, which Linux has had at 100 wherever Node runs. */
const ticksPerSecond = 100

/** The workerd that a host of Miniflare has started. */
export function workerdOf(host: number | undefined): number {
  const children = readFileSync(`/proc/${host}/task/${host}/children`, 'utf8').trim().split(' ')
  const found = children.find((id) => readFileSync(`/proc/${id}/comm`, 'utf8').trim() === 'workerd')
  if (found === undefined) throw new Error('Miniflare started no workerd')
  return Number(found)
}

/** Milliseconds of CPU that a process has used so far, in user and system together. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // After the name, which may hold anything: state, and then what proc(5) counts from the fourth on.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [user, system] = [fields[11], fields[12]]
  return ((Number(user) + Number(system)) * 1000) / ticksPerSecond
}

/** Waits until a process has had nothing to do for a while, so that what an answer left for afterwards is counted. */
export async function quiet(pid: number): Promise<void> {
  let [before, still] = [cpuOf(pid), 0]
  while (still < 3) {
    await sleep(40)
    const now = cpuOf(pid)
    still = now === before ? still + 1 : 0
    before = now
  }
}
