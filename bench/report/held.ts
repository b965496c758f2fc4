import type { Trips } from '../measure/trips.ts'
import type { Figures } from './figures.ts'
import { table } from './table.ts'
import { digits } from './words.ts'

/** A bound that Usher is held to. */
type Bound = {
  what: string
  /** `null`: it was not measured. */
  found: (figures: Figures) => number | null
  most: number
  /** The bound as it is said. */
  said: string
}

type Side = [scenario: string, side: string]

/** What one side took, as a multiple of what another one of the same scenario took, so many at once. */
const ratio =
  (metric: 'cpu' | 'p50', scenario: string, of: string, to: string, connections: number) =>
  ({ scenarios }: Figures) =>
    scenarios
      .find(({ id }) => id === scenario)
      ?.ratios.find((one) => one.of === of && one.to === to && one.connections === connections)?.[
      metric
    ].median ?? null

const counted =
  (metric: (trips: Trips) => number, [scenario, side]: Side) =>
  ({ scenarios }: Figures) => {
    const sides = scenarios.find(({ id }) => id === scenario)?.sides
    const trips = sides?.find(({ id }) => id === side)?.trips
    return trips ? metric(trips) : null
  }

/** Without those of sending a mail, which is after the answer, and sooner or later. */
const rowsOfTheDeed = ({ rowsWritten, written }: Trips) =>
  rowsWritten - (written['UPDATE outbox_mail'] ?? 0)

/** `null` where one of them is. */
const both =
  (
    one: Bound['found'],
    other: Bound['found'],
    together: (one: number, other: number) => number,
  ): Bound['found'] =>
  (figures) => {
    const [left, right] = [one(figures), other(figures)]
    return left === null || right === null ? null : together(left, right)
  }

const direct: readonly Bound[] = [
  bound(
    'CPU of an invite to better-auth’s, one organization, 8 at once',
    '1/3',
    1 / 3,
    ratio('cpu', 'invite', 'usher', 'peer', 8),
  ),
  bound('the same, 32 at once', '1/5', 1 / 5, ratio('cpu', 'invite', 'usher', 'peer', 32)),
  bound(
    'CPU of an invite to better-auth’s, fifty organizations, 8 at once',
    '2/5',
    2 / 5,
    ratio('cpu', 'invite-fifty', 'usher', 'peer', 8),
  ),
  bound(
    'CPU of an accept to better-auth’s, 8 at once',
    '2/5',
    2 / 5,
    ratio('cpu', 'accept', 'usher', 'peer', 8),
  ),
  bound(
    'CPU of a list to better-auth’s, 8 at once',
    '1/3',
    1 / 3,
    ratio('cpu', 'list', 'usher', 'peer', 8),
  ),
  bound(
    'CPU of an invite to its floor, 8 at once',
    '2.5',
    2.5,
    ratio('cpu', 'invite', 'usher', 'object', 8),
  ),
  bound(
    'CPU of an accept to its floor, 8 at once',
    '3.5',
    3.5,
    ratio('cpu', 'accept', 'usher', 'accept', 8),
  ),
  bound(
    'CPU of a page of 100,000 to one of 100, 8 at once',
    '1.2',
    1.2,
    ratio('cpu', 'list', 'usher-100000', 'usher', 8),
  ),
  bound(
    'rows read for a page of 100,000 to one of 100',
    '1.2',
    1.2,
    both(
      counted(({ rowsRead }) => rowsRead, ['list', 'usher-100000']),
      counted(({ rowsRead }) => rowsRead, ['list', 'usher']),
      (of, to) => of / to,
    ),
  ),
  bound(
    'CPU of 100 invitations at once to 100 calls of better-auth',
    '1/20',
    1 / 20,
    ratio('cpu', 'bulk', 'usher', 'peer', 8),
  ),
  bound(
    'CPU of 500 invitations at once to 100',
    '4',
    4,
    ratio('cpu', 'bulk', 'usher-500', 'usher', 8),
  ),
  bound(
    'rows written for an invite and an accept with two grants, but for sending the mail',
    '30',
    30,
    both(
      counted(rowsOfTheDeed, ['joining', 'usher-invite']),
      counted(rowsOfTheDeed, ['joining', 'usher-accept']),
      (invite, accept) => invite + accept,
    ),
  ),
]

const distant: readonly Bound[] = [1, 8].flatMap((connections) => [
  bound(
    `p50 of an invite to better-auth’s, ${connections} at once`,
    '1/4',
    1 / 4,
    ratio('p50', 'invite', 'usher', 'peer', connections),
  ),
  bound(
    `p50 of a list to better-auth’s, ${connections} at once`,
    '1/3',
    1 / 3,
    ratio('p50', 'list', 'usher', 'peer', connections),
  ),
])

function bound(what: string, said: string, most: number, found: Bound['found']): Bound {
  return { what, said, most, found }
}

/** What is held of what was promised, as a table; empty where nothing of it was measured. */
export function heldTable(figures: Figures): string {
  const rows = (figures.isDistant ? distant : direct).flatMap(({ what, said, most, found }) => {
    const is = found(figures)
    return is === null ? [] : [[what, said, digits(is), is <= most ? 'yes' : 'no']]
  })
  return rows.length === 0 ? '' : table(['What', ' at most', ' measured', 'held'], rows)
}
