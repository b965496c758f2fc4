import { DurableObject } from 'cloudflare:workers'
import { appended } from './statements.ts'

/** One write at a time, in order, as in the object of an organization. */
export class QueuedObject extends DurableObject<{ DB: D1Database }> {
  #last: Promise<unknown> = Promise.resolve()

  async append(): Promise<void> {
    const { DB } = this.env
    const work = this.#last.then(() => DB.batch(appended(DB)))
    this.#last = work
    await work
  }
}
