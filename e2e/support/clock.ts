import { execute } from '../../tools/lib/local-database.ts'

const hour = 60 * 60 * 1000

/** Time, for those who can't wait: it moves what is recorded into the past, in the same database. */
export class Clock {
  readonly #state: string

  constructor(state: string) {
    this.#state = state
  }

  /** As if the newest invitation of an address had been sent so many hours earlier. */
  ageInvitation(email: string, hours: number): void {
    const moved = execute(
      this.#state,
      `UPDATE invitation SET created_at = created_at - ?1, sent_at = sent_at - ?1, expires_at = expires_at - ?1
       WHERE id = (SELECT id FROM invitation WHERE email = ?2 ORDER BY created_at DESC LIMIT 1)`,
      hours * hour,
      email,
    )
    if (moved !== 1) throw new Error(`There is no invitation of ${email}`)
  }

  /** As if every password-reset link had been asked for so many hours earlier. */
  ageResetLinks(hours: number): void {
    execute(this.#state, 'UPDATE verification SET expires_at = expires_at - ?', hours * hour)
  }
}
