/** What the database said. Instants are milliseconds since 1970. */
export type Vitals = {
  jobs: readonly { job: string; finishedAt: number | null }[]
  mails: { count: number; oldest: number | null }
  migrations: readonly { name: string }[]
}

export type Expected = {
  /** Every job, and within how many minutes it has come to its end once more. */
  jobs: readonly { name: string; minutes: number }[]
  /** The files of the migrations that this worker needs. */
  migrations: readonly string[]
  /** When this version of the worker was deployed, if that is known: a job may not have had its turn yet. */
  deployedAt: number | null
}

export type Health = {
  ok: boolean
  /** What is wrong, in words for whoever runs Usher. */
  problems: string[]
  /** Seconds since each job last came to its end; null when it never did. */
  jobs: Record<string, number | null>
  mails: { waiting: number; oldestSeconds: number | null }
  schema: { expected: string | null; missing: string[] }
}

const minute = 60
/** A mail goes out at once, or within a minute or two; after this long something is in the way. */
const mailMinutes = 30

/** Whether all is well, from what the database said. */
export function judge(
  { jobs, mails, migrations }: Vitals,
  expected: Expected,
  now: number,
): Health {
  const secondsSince = (instant: number) => Math.max(0, Math.floor((now - instant) / 1000))
  const problems: string[] = []

  const ages: Health['jobs'] = {}
  for (const { name, minutes } of expected.jobs) {
    const finishedAt = jobs.find(({ job }) => job === name)?.finishedAt ?? null
    ages[name] = finishedAt === null ? null : secondsSince(finishedAt)
    const age = secondsSince(finishedAt ?? expected.deployedAt ?? now)
    if (age > minutes * minute) {
      problems.push(`The job ${name} has not come to its end for ${spoken(age)}.`)
    }
  }

  const oldestSeconds = mails.oldest === null ? null : secondsSince(mails.oldest)
  if (oldestSeconds !== null && oldestSeconds > mailMinutes * minute) {
    problems.push(`A mail has been waiting for ${spoken(oldestSeconds)}.`)
  }

  const applied = new Set(migrations.map(({ name }) => name))
  const missing = expected.migrations.filter((name) => !applied.has(name))
  if (missing.length > 0) problems.push(`The database lacks ${missing.join(', ')}.`)

  return {
    ok: problems.length === 0,
    problems,
    jobs: ages,
    mails: { waiting: mails.count, oldestSeconds },
    schema: { expected: expected.migrations.at(-1) ?? null, missing },
  }
}

const spoken = (seconds: number) =>
  seconds < 120 * minute
    ? `${Math.floor(seconds / minute)} minutes`
    : `${Math.floor(seconds / (60 * minute))} hours`
