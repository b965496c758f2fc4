import * as z from 'zod'
import { isSameAddress } from './address.ts'
import { ApiRefusal } from './refusal.ts'

const error = z.strictObject({
  status: z.int().min(200).max(599),
  name: z.string().default(''),
  message: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
})

const fault = z.strictObject({
  /** `usual`, after the delay; `reset` cuts the connection; `hang` never answers; or an error in the provider's shape. */
  answer: z.union([z.enum(['usual', 'reset', 'hang']), error]),
  /** Whether the mail is taken before that. Without a word: for `reset` and `hang`, but not before an error. */
  takes: z.boolean().optional(),
  delayMs: z.int().min(0).max(600_000).default(0),
  /** Only mails to this address. */
  to: z.string().optional(),
  /** How many sends meet it; `null`: all, until it is removed. */
  times: z.int().min(1).nullable().default(1),
})

/** What a send meets in place of the usual answer. */
export type Fault = z.infer<typeof fault>

export type Faults = {
  /** They come after those that are there. */
  add: (faults: readonly Fault[]) => void
  /** The one that a send to these recipients meets, which is used up by that. */
  take: (recipients: readonly string[]) => Fault | undefined
  /** Those still to come. */
  list: () => Fault[]
  /** Removes those for one address, or all. */
  remove: (to?: string) => void
}

export function noFaults(): Faults {
  let coming: Fault[] = []
  return {
    add: (faults) => {
      coming.push(...faults.map((one) => ({ ...one })))
    },
    take: (recipients) => {
      const met = coming.find(
        ({ to }) => to === undefined || recipients.some((one) => isSameAddress(one, to)),
      )
      if (!met || met.times === null) return met
      met.times -= 1
      if (met.times === 0) coming = coming.filter((one) => one !== met)
      return met
    },
    list: () => coming,
    remove: (of) => {
      coming = coming.filter(({ to }) => {
        return of !== undefined && (to === undefined || !isSameAddress(to, of))
      })
    },
  }
}

/** The faults in a body of `POST /faults`, one or a list; throws an ApiRefusal that says what is wrong with it. */
export function parseFaults(body: unknown): Fault[] {
  const parsed = z.array(fault).safeParse(Array.isArray(body) ? body : [body])
  if (parsed.success) return parsed.data
  throw new ApiRefusal(422, 'validation_error', z.prettifyError(parsed.error))
}
