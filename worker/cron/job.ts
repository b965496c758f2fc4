import type { Env } from '../env.ts'

/** Something that a schedule runs. It must bear to run late, twice, beside itself, or not at all for a while. */
export type Job = {
  /** Also the key of its heartbeat, and its name as an actor. */
  name: string
  /** Answers counts for the log: never anything about a person. */
  run: (env: Env, now: number) => Promise<Record<string, number | string | null>>
}
