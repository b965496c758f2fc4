import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { getMigrations } from 'better-auth/db/migration'
import { peerOptions } from '../peer/options.ts'
import { Browser } from '../load/browser.ts'
import { Rows } from './rows.ts'
import type { Invitation, Organization, Person } from './usher.ts'

const hour = 3_600_000

/** The tables and indexes that better-auth makes itself. */
export async function peerSchema(): Promise<string[]> {
  const { compileMigrations } = await getMigrations(
    peerOptions({
      database: new DatabaseSync(':memory:'),
      baseURL: 'http://localhost',
      secret: randomUUID(),
    }),
  )
  return [await compileMigrations()]
}

/** The rows of the peer that a scenario begins with: the same as Usher's, where it has them. */
export class PeerRows {
  readonly #rows = new Rows()
  readonly #secret: string
  readonly #at = Date.now() - hour
  #people = 0

  constructor(secret: string) {
    this.#secret = secret
  }

  person(): Person {
    const [id, token] = [randomUUID(), randomUUID()]
    const email = `person${(this.#people += 1)}@northwind.test`
    const times = { createdAt: this.#day(0), updatedAt: this.#day(0) }
    this.#rows.add('user', {
      id,
      name: `Person ${id.slice(0, 8)}`,
      email,
      emailVerified: 1,
      ...times,
    })
    this.#rows.add('session', {
      id: randomUUID(),
      token,
      userId: id,
      expiresAt: this.#day(7),
      ...times,
    })
    return {
      id,
      email,
      browser: Browser.signedIn('better-auth.session_token', token, this.#secret),
    }
  }

  organization(owner = this.person()): Organization {
    const [id, createdAt] = [randomUUID(), this.#day(0)]
    const workspaces = [randomUUID(), randomUUID()]
    this.#rows.add('organization', { id, name: 'Northwind', slug: id, createdAt })
    for (const [n, team] of workspaces.entries())
      this.#rows.add('team', {
        id: team,
        name: `Team ${n}`,
        memberCount: 0,
        organizationId: id,
        createdAt,
        updatedAt: createdAt,
      })
    this.#rows.add('member', {
      id: randomUUID(),
      organizationId: id,
      userId: owner.id,
      role: 'owner',
      createdAt,
    })
    return { id, owner, workspaces }
  }

  invitation(
    { id: organizationId, owner, workspaces }: Organization,
    email: string,
    teams = 1,
  ): Invitation {
    const id = randomUUID()
    this.#rows.add('invitation', {
      id,
      organizationId,
      email,
      role: 'member',
      teamId: workspaces.slice(0, teams).join(',') || null,
      status: 'pending',
      expiresAt: this.#day(3),
      createdAt: this.#day(0),
      inviterId: owner.id,
    })
    return { id, email }
  }

  statements(): string[] {
    return this.#rows.statements()
  }

  #day(n: number): string {
    return new Date(this.#at + n * 24 * hour).toISOString()
  }
}
