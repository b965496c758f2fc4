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
  /** The rows whose fate is no longer foreseen, but known. */
  let settled = $state.raw<ReadonlySet<number>>(new Set())
  let reading = $state.raw<File>()
  const ids = intents()

  const told = $derived<Told[]>(rows.map((row) => ({ row, fate: fateOf(row) })))
  const hasSent = $derived(settled.size > 0)
  const left = $derived<Sendable[]>(
    hasSent ? rows.filter(isSendable).filter(({ number }) => !settled.has(number)) : [],
  )

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
      return reading !== undefined
    },
    /** Whether anything of it was sent: what stands beside the rows is then what has happened. */
    get hasSent() {
      return hasSent
    },
    /** What is still to be sent of a file of which something was, also after the dialog was closed. */
    get left() {
      return left
    },
    /** Whether all of it that can be sent was. */
    get isDone() {
      return hasSent && left.length === 0
    },
    /** Reads a file in place of the one before; of two that are read at once, the one that was chosen last. */
    async read(file: File, workspaces: WorkspaceView[]) {
      reading = file
      const table = await readTable(file)
      if (reading !== file) return
      const read = table.ok ? inviteRows(table.rows, workspaces) : table
      reading = undefined
      name = file.name
      problem = read.ok ? undefined : read.problem
      rows = read.ok ? read.rows : []
      missing = read.ok ? read.missing : []
      fates = new Map()
      settled = new Set()
    },
    /** What the server foresees of rows. */
    foresee(chunk: readonly Sendable[], outcomes: readonly InviteOutcome[]) {
      fates = withFates(fates, chunk, outcomes, verdictOf)
    },
    /** What has become of rows. */
    settle(chunk: readonly Sendable[], outcomes: readonly InviteOutcome[]) {
      settled = new Set([...settled, ...chunk.map(({ number }) => number)])
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
      settled = new Set()
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
