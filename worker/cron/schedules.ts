import type { Job } from './job.ts'
import { deliverMails } from './jobs/deliver-mails.ts'
import { endOldSessions } from './jobs/end-old-sessions.ts'
import { eraseOldMails } from './jobs/erase-old-mails.ts'
import { forgetOldAnswers } from './jobs/forget-old-answers.ts'
import { recordExpiries } from './jobs/record-expiries.ts'
import { removeEnded } from './jobs/remove-ended.ts'
import { removeEndedQuotas } from './jobs/remove-ended-quotas.ts'

type Schedule = {
  jobs: readonly Job[]
  /** After so many without a job's coming to its end something is wrong: a ring or two may be missed. */
  lateAfterMinutes: number
}

/** Which schedule runs which jobs. The schedules are those of `wrangler.toml`. */
export const schedules: Record<string, Schedule> = {
  '* * * * *': { lateAfterMinutes: 10, jobs: [deliverMails, recordExpiries] },
  '17 3 * * *': {
    lateAfterMinutes: 26 * 60,
    jobs: [
      removeEnded({ table: 'session', end: 'expires_at' }),
      endOldSessions,
      removeEnded({ table: 'verification', end: 'expires_at' }),
      removeEndedQuotas,
      eraseOldMails,
      forgetOldAnswers,
    ],
  },
}
