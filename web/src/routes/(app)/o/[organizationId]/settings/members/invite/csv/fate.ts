import type { RowProblem } from '#lib/csv/invite-rows.ts'
import { sentence } from '#lib/errors/sentence.ts'
import { m } from '#lib/paraglide/messages.js'
import type { Fate, FileProblem } from './csv-list.svelte.ts'

function problemOfRow(problem: RowProblem): string {
  switch (problem.kind) {
    case 'no_address':
      return m.row_no_address()
    case 'twice':
      return m.row_twice({ row: problem.row })
    case 'unknown_role':
      return m.row_unknown_role({ role: problem.role })
    case 'unknown_workspace':
      return m.row_unknown_workspace({ workspace: problem.workspace })
    case 'ambiguous_workspace':
      return m.row_ambiguous_workspace({ workspace: problem.workspace })
    case 'archived_workspace':
      return m.row_archived_workspace({ workspace: problem.workspace })
    case 'unknown_workspace_role':
      return m.row_unknown_workspace_role({ role: problem.role })
    case 'workspace_twice':
      return m.row_workspace_twice({ workspace: problem.workspace })
  }
}

/** What would happen with a row, or has happened, in words. */
export function fateSentence(fate: Fate): string {
  if (fate.kind === 'problem') return problemOfRow(fate.problem)
  if (fate.kind === 'fine') return m.csv_will_be_invited()
  if (fate.kind === 'invited') return m.csv_is_invited()
  if (fate.kind === 'unknown') return m.csv_not_known()
  const { reason } = fate.failure
  if (reason === 'already_member') return m.row_already_member()
  if (reason === 'already_invited') return m.row_already_invited()
  return sentence(fate.failure)
}

const fileProblems: Record<FileProblem, (inputs: { file: string }) => string> = {
  empty: m.csv_problem_empty,
  workbook: m.csv_problem_workbook,
  not_text: m.csv_problem_not_text,
  too_large: m.csv_problem_too_large,
  too_many_rows: m.csv_problem_too_many_rows,
  unreadable: m.csv_problem_unreadable,
  no_address_column: m.csv_problem_no_address_column,
}

/** Why a file can't be read, and what to do. */
export function fileSentence(problem: FileProblem, file: string): string {
  return fileProblems[problem]({ file })
}
