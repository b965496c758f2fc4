import type { Failure } from '#lib/api/failure.ts'
import type { InviteOutcome } from '#lib/domain.ts'
import type { Entry } from './parse.ts'

/** An entry of the list of those who are to be invited. */
export type Recipient = Entry & { id: number }

/** What the server says of one address, foreseen or for good. */
export type Verdict =
  | { kind: 'fine' }
  | {
      kind: 'refused'
      failure: Failure
      /** The pending invitation of the address, to resend it instead. */
      invitationId?: string
    }

type Standing = Verdict | { kind: 'unknown' } | { kind: 'no_address' } | { kind: 'twice' }

/** A recipient, and how it stands with them. */
export type Seen = Recipient & { standing: Standing }

export function verdictOf(outcome: InviteOutcome): Verdict {
  if (outcome.outcome === 'invited') return { kind: 'fine' }
  const { reason, retryAfter, invitationId } = outcome
  return {
    kind: 'refused',
    failure: retryAfter === undefined ? { reason } : { reason, retryAfter },
    ...(invitationId === undefined ? {} : { invitationId }),
  }
}

/** Of one address twice in the list (R6), the first counts. */
export function withStandings(
  list: readonly Recipient[],
  verdicts: ReadonlyMap<string, Verdict>,
): Seen[] {
  const seen = new Set<string>()
  return list.map((recipient) => {
    const { key } = recipient
    if (key === null) return { ...recipient, standing: { kind: 'no_address' } }
    if (seen.has(key)) return { ...recipient, standing: { kind: 'twice' } }
    seen.add(key)
    return { ...recipient, standing: verdicts.get(key) ?? { kind: 'unknown' } }
  })
}

/** Whether it needs a look before, or instead of, being invited. */
export function isWrong({ standing }: Seen): boolean {
  return standing.kind !== 'fine' && standing.kind !== 'unknown'
}

/** Whether the server is to be asked for it: a refusal that was foreseen may be out of date. */
export function isSendable(recipient: Seen): recipient is Seen & { key: string } {
  return recipient.key !== null && recipient.standing.kind !== 'twice'
}

/**
 * What is drawn of a long list: as many as `most`, those that need a look of their own before the others, in the
 * order of the list. Repeated ones need none: they are removed together.
 */
export function drawn(list: readonly Seen[], most: number): Seen[] {
  if (list.length <= most) return [...list]
  const needsLook = (one: Seen) => isWrong(one) && one.standing.kind !== 'twice'
  const wrong = list.filter(needsLook).slice(0, most)
  const rest = list.filter((one) => !needsLook(one)).slice(0, most - wrong.length)
  const chosen = new Set([...wrong, ...rest])
  return list.filter((one) => chosen.has(one))
}
