import { createHmac } from 'node:crypto'

/** Keeps the cookies that it is given, as a browser would. */
export class Browser {
  readonly #cookies = new Map<string, string>()

  /** One that is signed in: the token of a session, signed as better-auth signs it. */
  static signedIn(cookie: string, token: string, secret: string): Browser {
    const browser = new Browser()
    const signature = createHmac('sha256', secret).update(token).digest('base64')
    browser.#cookies.set(cookie, encodeURIComponent(`${token}.${signature}`))
    return browser
  }

  get cookie(): string {
    return Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join('; ')
  }

  keep(setCookies: readonly string[]): void {
    for (const setCookie of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? []
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
  }
}
