import { createMutation, useQueryClient } from '@tanstack/svelte-query'
import { failureOf, isPassing } from './failure.ts'
import { intents } from './intents.ts'
import { organizationKey, queries } from './queries.ts'

/** The input of a write, as it is sent: with the id of its operation. */
export type Command<Input> = Input & { operationId: string }

/**
 * A write to an organization. It carries the operation's id, and refreshes what is shown of the organization whether
 * it was done or refused: a refusal means that what was shown is out of date.
 */
export function createCommand<Input extends object, Answer>(
  call: (input: Command<Input>) => Promise<Answer>,
  onDone?: (answer: Answer, input: Input) => void,
) {
  const queryClient = useQueryClient()
  const ids = intents()
  return createMutation<Answer, Error, Input>(() => ({
    mutationFn: (input) => call({ ...input, operationId: ids.idOf(input) }),
    onSuccess: (answer, input) => onDone?.(answer, input),
    onSettled: (_answer, error, input) => {
      const failure = error && failureOf(error)
      if (failure && isPassing(failure)) return
      ids.settle(input)
      if ('organizationId' in input && typeof input.organizationId === 'string') {
        void queryClient.invalidateQueries({ queryKey: organizationKey(input.organizationId) })
      }
      if (failure) void queryClient.invalidateQueries({ queryKey: queries.viewer().queryKey })
    },
  }))
}
