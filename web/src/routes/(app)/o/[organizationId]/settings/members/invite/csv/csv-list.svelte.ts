import { verdictOf, type Verdict } from '#lib/addresses/recipients.ts'
import { intents } from '#lib/api/intents.ts'
import { inviteRows, type InviteRow, type RowProblem } from '#lib/csv/invite-rows.ts'
import { readTable, type TableProblem } from '#lib/csv/read-table.ts'
import type { InviteOutcome, WorkspaceView } from '#lib/domain.ts'
import { keptFor } from '../kept.svelte.ts'

/** What would happen with a row, or has happened. */
export type Fate =
  { kind: 'unknown' } | { kind: 'problem'; problem: RowProblem } | Verdict | { kind: 'invited' }

export type Sendable = InviteRow & { problem?: never }
export type FileProblem = TableProblem | 'no_address_column'
/** A row, and what becomes of it. */
export type Told = { row: InviteRow; fate: Fate }

/** The file that a viewer has brought to an organization's invite dialog. */
export const csvListOf = keptFor(createCsvList)

function createCsvList() {
  let name = $state('')
  let problem = $state<FileProblem>()
  let missing = $state.raw<string[]>([])
  let rows = $state.raw<InviteRow[]>([])
  let fates = $state.raw<ReadonlyMap<number, Fate>>(new Map())
  let isReading = $state(false)
  let hasSent = $state(false)
  const ids = intents()

  const told = $derived<Told[]>(rows.map((row) => ({ row, fate: fateOf(row) })))

  function fateOf(row: InviteRow): Fate {
    if (row.problem) return { kind: 'problem', problem: row.problem }
    return fates.get(row.number) ?? { kind: 'unknown' }
  }

  return {
    /** The ids of what is being sent: meaning the same again is the same operation. */
    ids,
    get name() {
      return name
    },
    /** Why the file can't be read. */
    get problem() {
      return problem
    },
    /** The columns that it has not. */
    get missing() {
      return missing
    },
    get told() {
      return told
    },
    get isReading() {
      return isReading
    },
    /** Whether anything of it was sent: what stands beside the rows is then what has happened. */
    get hasSent() {
      return hasSent
    },
    /** Reads a file in place of the one before. */
    async read(file: File, workspaces: WorkspaceView[]) {
      isReading = true
      const table = await readTable(file)
      const read = table.ok ? inviteRows(table.rows, workspaces) : table
      isReading = false
      name = file.name
      problem = read.ok ? undefined : read.problem
      rows = read.ok ? read.rows : []
      missing = read.ok ? read.missing : []
      fates = new Map()
      hasSent = false
    },
    /** What the server foresees of rows. */
    foresee(chunk: readonly Sendable[], outcomes: readonly InviteOutcome[]) {
      fates = withFates(fates, chunk, outcomes, verdictOf)
    },
    /** What has become of rows. */
    settle(chunk: readonly Sendable[], outcomes: readonly InviteOutcome[]) {
      hasSent = true
      fates = withFates(fates, chunk, outcomes, (outcome) =>
        outcome.outcome === 'invited' ? { kind: 'invited' } : verdictOf(outcome),
      )
    },
    clear() {
      name = ''
      problem = undefined
      rows = []
      missing = []
      fates = new Map()
      hasSent = false
    },
  }
}

function withFates(
  fates: ReadonlyMap<number, Fate>,
  chunk: readonly Sendable[],
  outcomes: readonly InviteOutcome[],
  fateOf: (outcome: InviteOutcome) => Fate,
): ReadonlyMap<number, Fate> {
  const next = new Map(fates)
  chunk.forEach(({ number }, at) => {
    const outcome = outcomes[at]
    if (outcome) next.set(number, fateOf(outcome))
  })
  return next
}

export function isSendable(row: InviteRow): row is Sendable {
  return row.problem === undefined
}

/** Whether a row needs a look before, or instead of, being invited. */
export function isProblem({ fate }: Told): boolean {
  return fate.kind === 'problem' || fate.kind === 'refused'
}
