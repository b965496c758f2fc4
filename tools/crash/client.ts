import { setTimeout as sleep } from 'node:timers/promises'
import { call } from './call.ts'
import { chooseDeed, type Chooser } from './choose.ts'
import type { Deed, Ledger } from './ledger.ts'
import { Violation } from './violation.ts'

/** One run of the worker, from its start to its end by a kill. */
export type Life = { isOver: boolean }

export type ClientOptions = Chooser & {
  origin: string
  cookies: ReadonlyMap<string, string>
  ledger: Ledger
}

/** Somebody who wants one thing after the other, and sends what was not answered until it is. */
export class Client {
  readonly #options: ClientOptions
  #open: Deed | null = null

  constructor(options: ClientOptions) {
    this.#options = options
  }

  /** Sends deeds until that life is over. */
  async work(life: Life): Promise<void> {
    while (!life.isOver) {
      this.#open ??= await this.#chooseNext()
      await this.#send(this.#open, life)
    }
  }

  /** Learns what became of the deed that was not answered. */
  async finish(life: Life): Promise<void> {
    while (this.#open && !life.isOver) await this.#send(this.#open, life)
  }

  async #chooseNext(): Promise<Deed> {
    const deed = await chooseDeed(this.#options)
    this.#options.ledger.add(deed)
    return deed
  }

  async #send(deed: Deed, life: Life): Promise<void> {
    const { origin, cookies, ledger, random } = this.#options
    const cookie = deed.by && (cookies.get(deed.by.id) ?? null)
    const heard = await call(origin, deed.procedure, deed.input, cookie)
    switch (heard.kind) {
      case 'acknowledged': {
        ledger.acknowledge(deed, heard.answer)
        // Some did not hear it, or can't believe it.
        const isHeard = random(8) > 0
        if (isHeard) this.#open = null
        return
      }
      case 'refused':
        ledger.refuse(deed, heard.reason)
        this.#open = null
        return
      case 'failed':
        // In its last moment anything may be said.
        if (!life.isOver) throw new Violation(heard.how, deed)
        return
      case 'unknown':
        if (!life.isOver) await sleep(20)
    }
  }
}
