import { expect } from '@playwright/test'

export type Mail = {
  id: string
  from: string
  to: string
  subject: string
  html: string
  text: string
  createdAt: string
}

/** The mails that were sent to people, as they would see them. */
export class Mailbox {
  readonly #origin: string

  constructor(origin: string) {
    this.#origin = origin
  }

  /** All mails to an address, newest first. */
  async to(address: string): Promise<Mail[]> {
    const response = await fetch(`${this.#origin}/messages?to=${encodeURIComponent(address)}`)
    return ((await response.json()) as { items: Mail[] }).items
  }

  /** The newest mail to an address, once there are as many as `count`. */
  async newest(address: string, count = 1): Promise<Mail> {
    await expect
      .poll(async () => (await this.to(address)).length, {
        message: `${address} gets ${count} mails`,
        timeout: 30_000,
      })
      .toBeGreaterThanOrEqual(count)
    const [mail] = await this.to(address)
    if (!mail) throw new Error(`The mails to ${address} are gone`)
    return mail
  }

  /** The link in the newest mail to an address, once there are as many as `count`. */
  async link(address: string, count = 1): Promise<string> {
    const { text } = await this.newest(address, count)
    const [link] = /https?:\/\/\S+/.exec(text) ?? []
    if (!link) throw new Error(`There is no link in the mail to ${address}`)
    return link
  }
}
