import { useQueryClient } from '@tanstack/svelte-query'
import { api, type Inputs } from '#lib/api/client.ts'
import { failureOf, isPassing, type Failure } from '#lib/api/failure.ts'
import type { intents } from '#lib/api/intents.ts'
import { organizationKey, queries } from '#lib/api/queries.ts'
import type { InviteOutcome } from '#lib/domain.ts'
import { inChunks, type Ended } from '#lib/invitations/in-chunks.ts'
import { isLimited, limitReached } from '#lib/invitations/limit.ts'

type Invitation = Inputs['invitation']['createMany']['invitations'][number]
type Ids = ReturnType<typeof intents>

/** How far a list is that is being sent. */
export type Progress = { done: number; total: number; invited: number }

export type Sending = ReturnType<typeof createSending>

/**
 * Sends a list of invitations, each chunk one command with an operation's id that it keeps until its answer is known.
 * When a limit is reached (R42) the rest is not tried, and left with what was refused for it.
 */
export function createSending(organizationId: string, ids: Ids) {
  const queryClient = useQueryClient()
  let progress = $state.raw<Progress>()
  let stopping: AbortController | undefined
  let isStopping = $state(false)

  async function command(invitations: Invitation[]): Promise<InviteOutcome[]> {
    const input = { organizationId, invitations }
    try {
      const operationId = ids.idOf(input)
      const { items } = await api.invitation.createMany.mutate({ ...input, operationId })
      ids.settle(input)
      return items
    } catch (error) {
      if (!isPassing(failureOf(error))) {
        ids.settle(input)
        void queryClient.invalidateQueries({ queryKey: queries.viewer().queryKey })
      }
      throw error
    }
  }

  return {
    /** `undefined` when nothing is being sent. */
    get progress() {
      return progress
    },
    get isStopping() {
      return isStopping
    },
    /** Ends after the chunk that is under way. */
    stop() {
      isStopping = true
      stopping?.abort()
    },
    async send<Row>(
      rows: readonly Row[],
      invitationOf: (row: Row) => Invitation,
      onAnswer: (chunk: Row[], outcomes: InviteOutcome[]) => void,
    ): Promise<Ended<Row> & { invited: number }> {
      const limited: Row[] = []
      let limit: Failure | undefined
      stopping = new AbortController()
      isStopping = false
      progress = { done: 0, total: rows.length, invited: 0 }
      let { done, invited } = progress
      const ended = await inChunks(
        rows,
        async (chunk) => {
          const outcomes = await command(chunk.map(invitationOf))
          limit = limitReached(outcomes)
          // What ran into the limit was refused for now; it waits with the rest.
          const waits = outcomes.map((outcome) => limit !== undefined && isLimited(outcome))
          limited.push(...chunk.filter((_row, at) => waits[at]))
          done += chunk.length - limited.length
          invited += outcomes.filter(({ outcome }) => outcome === 'invited').length
          progress = { done, total: rows.length, invited }
          onAnswer(
            chunk.filter((_row, at) => !waits[at]),
            outcomes.filter((_outcome, at) => !waits[at]),
          )
          return limit === undefined
        },
        { signal: stopping.signal },
      )
      progress = undefined
      void queryClient.invalidateQueries({ queryKey: organizationKey(organizationId) })
      const failure = limit ?? ended.failure
      return { left: [...limited, ...ended.left], invited, ...(failure ? { failure } : {}) }
    },
  }
}
