import { SvelteSet } from 'svelte/reactivity'
import { toast } from 'svelte-sonner'
import { sentence } from '#lib/errors/sentence.ts'
import { createCommand, type Command } from './command.ts'
import { failureOf } from './failure.ts'

/**
 * One command for all rows of a list, in each of which it would be made anew. It knows of which rows it is under way,
 * and tells of failures in a toast, also when the row is gone by then.
 */
export function createRowCommand<Input extends object, Answer>(
  idOf: (input: Input) => string,
  call: (input: Command<Input>) => Promise<Answer>,
  onDone: (answer: Answer, input: Input) => void,
) {
  const command = createCommand(call, onDone)
  const underWay = new SvelteSet<string>()
  return {
    isUnderWay: (id: string) => underWay.has(id),
    async begin(input: Input): Promise<void> {
      underWay.add(idOf(input))
      try {
        await command.mutateAsync(input)
      } catch (error) {
        toast.error(sentence(failureOf(error)))
      } finally {
        underWay.delete(idOf(input))
      }
    },
  }
}
