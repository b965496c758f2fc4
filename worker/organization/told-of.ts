import { asOperation, newRequestId, noteOrganization } from '../log/operation.ts'
import { tell } from '../log/tell.ts'
import { nameOf, type Answer, type Command, type Verb } from './commands.ts'

/** Has the log told how a command went, under the id of the request that sent it. */
export function toldOf(
  command: Command,
  execute: () => Promise<Answer<Verb>>,
): Promise<Answer<Verb>> {
  // A worker of before sends no id.
  return asOperation(command.requestId ?? newRequestId(), async (operation) => {
    const startedAt = Date.now()
    noteOrganization(command.organizationId)
    const answer = await execute()
    const reason = answer.ok ? null : answer.refusal.reason
    tell(operation, 'object', {
      name: command.verb,
      outcome: answer.ok ? 'ok' : reason === 'unavailable' ? 'failed' : 'refused',
      reason,
      operationId: command.operationId,
      who: nameOf(command.actor),
      startedAt,
    })
    return answer
  })
}
