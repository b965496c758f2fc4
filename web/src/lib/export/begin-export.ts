import { api, type Inputs } from '#lib/api/client.ts'
import { csvOf } from '#lib/csv/write.ts'
import type { Page, WorkspaceView } from '#lib/domain.ts'
import { mailFailure } from '#lib/invitations/mail-failure.ts'
import { statusName } from '#lib/invitations/status-names.ts'
import { m } from '#lib/paraglide/messages.js'
import { accessName, roleName } from '#lib/roles/names.ts'
import { readAll, type Progress } from './read-all.ts'
import { invitationCells, memberCells, type Words } from './tables.ts'

/** Which list, and what narrows it. */
export type ExportOf =
  | {
      list: 'members'
      filter: Pick<Inputs['member']['list'], 'search' | 'role' | 'workspaceId'>
    }
  | {
      list: 'invitations'
      filter: Pick<Inputs['invitation']['list'], 'search' | 'status' | 'workspaceId'>
    }

type List<Row> = {
  read: (cursor: string | null, signal: AbortSignal) => Promise<Page<Row>>
  idOf: (row: Row) => string
  header: string[]
  cells: (row: Row, workspaces: WorkspaceView[], words: Words) => string[]
}

type Watch = { onpage: (progress: Progress) => void; signal: AbortSignal }

/** An export that is under way. Asked again after a failure, it goes on where it broke off. */
export type Export = {
  toEnd: (workspaces: WorkspaceView[]) => Promise<{ rows: number; csv: string }>
}

const limit = 100

export function beginExport(organizationId: string, of: ExportOf, watch: Watch): Export {
  if (of.list === 'members') {
    return begin(
      {
        read: (cursor, signal) =>
          api.member.list.query({ organizationId, ...of.filter, limit, cursor }, { signal }),
        idOf: ({ userId }) => userId,
        header: [
          m.name(),
          m.email_address(),
          m.role(),
          m.workspaces(),
          m.export_joined(),
          m.last_active(),
        ],
        cells: memberCells,
      },
      watch,
    )
  }
  return begin(
    {
      read: (cursor, signal) =>
        api.invitation.list.query({ organizationId, ...of.filter, limit, cursor }, { signal }),
      idOf: ({ id }) => id,
      header: [
        m.email_address(),
        m.role(),
        m.workspaces(),
        m.export_hidden_workspaces(),
        m.export_state(),
        m.export_sponsor(),
        m.export_sent_at(),
        m.export_expires_at(),
        m.export_delivery(),
      ],
      cells: invitationCells,
    },
    watch,
  )
}

function begin<Row>(list: List<Row>, { onpage, signal }: Watch): Export {
  const reading = readAll((cursor) => list.read(cursor, signal), list.idOf, onpage)
  return {
    async toEnd(workspaces) {
      const rows = await reading.goOn()
      const cells = rows.map((row) => list.cells(row, workspaces, words))
      return { rows: rows.length, csv: csvOf(list.header, cells) }
    },
  }
}

const words: Words = {
  role: roleName,
  access: (workspace, role) => m.access_row({ workspace, access: accessName(role) }),
  everyWorkspace: () => m.access_all(),
  status: statusName,
  delivery({ state, reason }) {
    if (state === 'sent') return m.export_delivery_sent()
    if (state === 'queued') return m.mail_on_its_way()
    return `${m.status_not_delivered()}: ${mailFailure(reason)}`
  },
  system: () => m.timeline_by_system(),
}
