import { randomUUID } from 'node:crypto'
import type { Rows } from '../rows/rows.ts'
import { must, single, type Side } from './scenario.ts'

/** How much more often than the others a floor is asked in a round: it takes so much less. */
const often = 4

type Ok = { ok: boolean }

const isOk = (answer: unknown) => must((answer as Ok).ok, 'it was not done')

/** The least that an answer costs. */
export const jsonFloor: Side = {
  id: 'json',
  worker: 'floors',
  share: 10,
  task: single(() => ({ method: 'GET', path: '/', check: isOk })),
}

/** The least that a commit costs: one batch of four statements. */
export const batchFloor: Side = {
  id: 'batch',
  worker: 'floors',
  share: often,
  task: single(() => ({ method: 'POST', path: '/batch', check: isOk })),
  kept: { sql: 'SELECT count(*) FROM mail', perTask: 1 },
}

/** The least that a command costs: an object, its queue, and one batch of four statements. */
export const objectFloor: Side = {
  ...batchFloor,
  id: 'object',
  task: single(() => ({ method: 'POST', path: '/object', check: isOk })),
}

/** The least that a page costs: a hundred rows of ten thousand. */
export function readFloor(floors: Rows): Side {
  for (let n = 0; n < 10_000; n += 1) addInvitation(floors)
  return {
    id: 'read',
    worker: 'floors',
    share: often,
    task: single(() => ({
      method: 'GET',
      path: '/read',
      check: (answer) =>
        must((answer as { items: unknown[] }).items.length === 100, 'no full page'),
    })),
  }
}

/** The least that an acceptance costs: its batch of three statements. */
export function acceptFloor(floors: Rows, tasks: (share: number) => number): Side {
  const ids = Array.from({ length: tasks(often) }, () => addInvitation(floors))
  return {
    id: 'accept',
    worker: 'floors',
    share: often,
    task: single((n) => ({
      method: 'POST',
      path: '/accept',
      body: { id: ids[n] },
      check: isOk,
    })),
    kept: { sql: 'SELECT count(*) FROM membership', perTask: 1 },
  }
}

function addInvitation(floors: Rows): string {
  const id = randomUUID()
  const email = `${id}@northwind.test`
  floors.add('invitation', { id, organization_id: 'organization', email, status: 'pending' })
  return id
}
