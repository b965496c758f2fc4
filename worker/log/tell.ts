import { log } from './log.ts'
import type { Operation } from './operation.ts'

/** How an operation went: `refused` is the asker's, `failed` is ours. */
export type Told = {
  name: string
  outcome: 'ok' | 'refused' | 'failed'
  reason?: string | null | undefined
  who?: string | null | undefined
  organizationId?: string | null | undefined
  /** Of a command: what the audit log has it by. */
  operationId?: string | undefined
  startedAt: number
}

/** Logs the one line of an operation, where it took place: in the worker, or in the object of an organization. */
export function tell(operation: Operation, place: 'worker' | 'object', told: Told): void {
  const { name, outcome, startedAt } = told
  operation.isTold = true
  log(outcome === 'failed' ? 'error' : 'info', 'operation', {
    place,
    name,
    who: told.who ?? operation.who,
    organizationId: told.organizationId ?? operation.organizationId,
    operationId: told.operationId,
    outcome,
    reason: told.reason ?? operation.reason,
    durationMs: Date.now() - startedAt,
    d1Trips: operation.trips,
    ...(place === 'object' && { together: operation.together }),
  })
}
