import type { Access } from '#lib/access/rows.ts'
import type { Entry } from '#lib/addresses/parse.ts'
import {
  verdictOf,
  withStandings,
  type Recipient,
  type Seen,
  type Verdict,
} from '#lib/addresses/recipients.ts'
import { intents } from '#lib/api/intents.ts'
import type { InviteOutcome, OrganizationRole } from '#lib/domain.ts'
import { lastRole } from '#lib/invitations/last-role.ts'
import { keptFor } from './kept.svelte.ts'

/** What concerns an address whatever it is invited as; other refusals may end with another role or workspace. */
const ofAddress = new Set<string>(['invalid_email', 'already_member', 'already_invited'])

/** What a viewer has typed into the invite dialog of an organization. */
export const draftOf = keptFor(createDraft)

export type Draft = ReturnType<typeof createDraft>

function createDraft(organizationId: string) {
  let nextId = 0
  let text = $state('')
  let role = $state<OrganizationRole>(lastRole.read(organizationId))
  let chosen = $state.raw<Record<string, Access>>({})
  let list = $state.raw<readonly Recipient[]>([])
  let verdicts = $state.raw<ReadonlyMap<string, Verdict>>(new Map())
  const seen = $derived<Seen[]>(withStandings(list, verdicts))

  function forgetTerms() {
    verdicts = new Map(
      [...verdicts].filter(
        ([, said]) => said.kind !== 'refused' || ofAddress.has(said.failure.reason),
      ),
    )
  }
  function keep(stays: (recipient: Recipient) => boolean) {
    list = list.filter(stays)
  }

  return {
    /** The ids of what is being sent: meaning the same again, also after the dialog was closed, is the same operation. */
    ids: intents(),
    /** What stands in the box, not yet an entry of the list. */
    get text() {
      return text
    },
    set text(next) {
      text = next
    },
    get role() {
      return role
    },
    set role(next) {
      role = next
      forgetTerms()
    },
    get chosen() {
      return chosen
    },
    set chosen(next) {
      chosen = next
      forgetTerms()
    },
    get seen() {
      return seen
    },
    get verdicts() {
      return verdicts
    },
    get isEmpty() {
      return list.length === 0 && text.trim() === ''
    },
    add(entries: readonly Entry[]) {
      list = [...list, ...entries.map((entry) => ({ ...entry, id: nextId++ }))]
    },
    remove(gone: readonly { id: number }[]) {
      const ids = new Set(gone.map(({ id }) => id))
      keep(({ id }) => !ids.has(id))
    },
    /** An address is done with, wherever it stands. */
    settle(keys: ReadonlySet<string>) {
      keep(({ key }) => key === null || !keys.has(key))
    },
    /** What the server says of addresses, in the order of the keys. */
    hear(keys: readonly string[], outcomes: readonly InviteOutcome[]) {
      const heard = new Map(verdicts)
      outcomes.forEach((outcome, at) => {
        const key = keys[at]
        if (key !== undefined) heard.set(key, verdictOf(outcome))
      })
      verdicts = heard
    },
    refuse(key: string, verdict: Verdict) {
      verdicts = new Map(verdicts).set(key, verdict)
    },
    /** What was said may be out of date: it is asked for again. */
    forgetVerdicts() {
      verdicts = new Map()
    },
    clear() {
      text = ''
      list = []
      chosen = {}
      verdicts = new Map()
      role = lastRole.read(organizationId)
    },
  }
}
