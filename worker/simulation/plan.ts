/** What a round consists of, as plain numbers that say nothing by themselves: what they mean depends on the world. */
import fc from 'fast-check'
import { tripFaults, type TripFault } from './lanes.ts'
import { mailAnswers, type MailAnswer } from './sink.ts'

/** One thing that somebody does: what kind, and four numbers to choose from the world with. */
export type Step = { kind: StepKind; by: number; to: number; how: number; also: number }

/** How often each is done, of the sum of them. */
const weights = {
  invite: 14,
  inviteMany: 4,
  resend: 8,
  approve: 4,
  cancel: 7,
  changeGrants: 7,
  accept: 12,
  decline: 3,
  open: 4,
  again: 6,
  changeRole: 6,
  changeMemberGrants: 4,
  renameMember: 2,
  remove: 4,
  leave: 3,
  createWorkspace: 2,
  updateWorkspace: 2,
  archiveWorkspace: 2,
  restoreWorkspace: 2,
  deleteWorkspace: 1,
  createOrganization: 1,
  renameOrganization: 2,
  deleteOrganization: 1,
  expire: 2,
  deliver: 7,
  everyMinute: 2,
  everyNight: 1,
  operate: 4,
} as const
type StepKind = keyof typeof weights

/** What happens between two waves, when nothing is under way. */
export type Pause =
  | { kind: 'nothing' }
  | { kind: 'time'; milliseconds: number }
  /** To just before, at or just after an invitation expires. */
  | { kind: 'expiry'; of: number; offset: number }
  | { kind: 'seen'; of: number }
  | { kind: 'account'; of: number }

/** Steps that are taken at once. */
export type Wave = {
  pause: Pause
  steps: Step[]
  picks: number[]
  faults: { at: number; kind: TripFault }[]
  mail: MailAnswer[]
}

export type Round = { people: number; waves: Wave[] }

const number = fc.nat(999)

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    ...Object.entries(weights).map(([kind, weight]) => ({
      arbitrary: fc.constant(kind as StepKind),
      weight,
    })),
  ),
  by: number,
  to: number,
  how: number,
  also: number,
})

const hour = 60 * 60 * 1000
const pause: fc.Arbitrary<Pause> = fc.oneof(
  { weight: 7, arbitrary: fc.constant<Pause>({ kind: 'nothing' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('time' as const),
      milliseconds: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(1, 1000, 59_999, 60_000, 89_999, 300_000) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 26 }).map((hours) => hours * hour) },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('expiry' as const),
      of: number,
      offset: fc.constantFrom(-1, 0, 1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('seen' as const), of: number }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('account' as const), of: number }) },
)

/** Now and then so many that an object gets them in groups of several. */
const steps = fc.oneof(
  { weight: 3, arbitrary: fc.array(step, { minLength: 1, maxLength: 5, size: 'max' }) },
  { weight: 1, arbitrary: fc.array(step, { minLength: 6, maxLength: 14, size: 'max' }) },
)

const faults = fc.array(fc.record({ at: fc.nat(11), kind: fc.constantFrom(...tripFaults) }), {
  maxLength: 3,
})

const sometimes = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Wave['faults']>([]) },
  { weight: 2, arbitrary: faults },
)

/** Rounds of these steps, at most; with or without faults. */
export function rounds({ waves, isFaulty }: { waves: number; isFaulty: boolean }) {
  const wave: fc.Arbitrary<Wave> = fc.record({
    pause,
    steps,
    picks: fc.array(fc.nat(7), { maxLength: 12, size: 'max' }),
    faults: isFaulty ? sometimes : fc.constant<Wave['faults']>([]),
    mail: isFaulty
      ? fc.array(fc.constantFrom(...mailAnswers), { maxLength: 4 })
      : fc.constant<Wave['mail']>([]),
  })
  return fc.record({
    people: fc.nat(0xffff),
    waves: fc.array(wave, { minLength: 1, maxLength: waves, size: 'max' }),
  })
}
