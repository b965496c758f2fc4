import { readKept } from '../../../db/queries/kept.ts'
import { pauseMs } from './backoff.ts'
import { claimDueMails, type ClaimedMail, type Lease } from './claim.ts'
import { pauseQueue } from './pause.ts'
import { settlementOf, settleMails, type Counts, type Handled } from './settle.ts'

/** Mails that one lease holds, after a run has been through them. */
export type Portion = { lease: Lease; handled: readonly Handled[] }

export type Settled = {
  mail: ClaimedMail
  /** `lost` when somebody else holds the mail by now, and counts it. */
  counts: Counts | 'lost'
}

/** Settles the portion that a run has been through and claims its next one, of at most `limit` mails, in one trip to D1. */
export async function takeTurn(
  d1: D1Database,
  { handled, lease }: Portion,
  next: { lease: Lease; limit: number },
): Promise<{ settled: Settled[]; claimed: ClaimedMail[] }> {
  const settlements = handled.map((one) => settlementOf(one, lease))
  const pauseUntil = Math.max(0, ...handled.map(pauseOf))
  const rows = await readKept(
    d1,
    {
      settled: settlements.length > 0 && settleMails,
      // The wait is remembered with the outcome or not at all: a run that dies must not let the next one hurry.
      paused: pauseUntil > 0 && pauseQueue,
      claimed: next.limit > 0 && claimDueMails,
    },
    {
      settlements: JSON.stringify(settlements),
      settledLeaseId: lease.id,
      pauseUntil,
      leaseId: next.lease.id,
      since: next.lease.since,
      leaseUntil: next.lease.until,
      limit: next.limit,
    },
  )
  const stillHeld = new Set(rows.settled.map(({ id }) => id))
  const settled = handled.map(({ mail }, at): Settled => {
    const counts = settlements[at]?.counts
    return { mail, counts: counts && stillHeld.has(mail.id) ? counts : 'lost' }
  })
  return { settled, claimed: rows.claimed.toSorted(inTurn) }
}

/** Those of new passwords first, then by how long they have been due: SQLite answers them by their ids. */
function inTurn(one: ClaimedMail, other: ClaimedMail): number {
  const isOfInvitation = ({ invitationId }: ClaimedMail) => Number(invitationId !== null)
  return isOfInvitation(one) - isOfInvitation(other) || one.nextAttemptAt - other.nextAttemptAt
}

function pauseOf({ outcome, at }: Handled): number {
  const wait = pauseMs(outcome)
  return wait === null ? 0 : at + wait
}
