import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { Api } from './api.ts'
import type { Mailbox } from './mailbox.ts'

type OrganizationRole = 'owner' | 'admin' | 'member'
/** By the workspace's name. */
type Grants = Record<string, 'member' | 'manager'>

/** Somebody with an account of a test's own. */
export type Person = { name: string; email: string; password: string; api: Api }
export type Member = Person & { userId: string }

type Invitations = { items: { delivery: { state: string } }[]; total: number }

type Offer = { role?: OrganizationRole; grants?: Grants; by?: Person }

/** Of everybody whom a test makes up. */
const password = 'a-rather-good-one'

/** An address that no other test uses. */
export function newAddress(name = 'nadia'): string {
  const word = name.split(' ')[0]?.toLowerCase() ?? name
  return `${word}.${randomUUID().slice(0, 8)}@northwind.test`
}

/** The secret of a link, from its fragment. */
const tokenOf = (link: string) => new URL(link).hash.slice(1)

/** An organization of a test's own, which is made and filled through the API. */
export class Organization {
  readonly id: string
  readonly name: string
  readonly owner: Person
  readonly #app: string
  readonly #mailbox: Mailbox
  readonly #workspaces = new Map<string, string>()

  private constructor(
    { id, name }: { id: string; name: string },
    owner: Person,
    { app, mailbox }: { app: string; mailbox: Mailbox },
  ) {
    this.id = id
    this.name = name
    this.owner = owner
    this.#app = app
    this.#mailbox = mailbox
  }

  static async found(
    { name, owner, workspaces }: { name: string; owner: Person; workspaces: readonly string[] },
    usher: { app: string; mailbox: Mailbox },
  ): Promise<Organization> {
    const made = await owner.api.mutate<{ id: string; name: string }>('organization.create', {
      name,
    })
    const organization = new Organization(made, owner, usher)
    for (const workspace of workspaces) await organization.addWorkspace(workspace)
    return organization
  }

  /** The path of a page of its settings. */
  settings(page: 'general' | 'members' | 'workspaces' | 'profile' = 'members'): string {
    return `/o/${this.id}/settings/${page}`
  }

  async addWorkspace(name: string): Promise<string> {
    const { id } = await this.owner.api.mutate<{ id: string }>('workspace.create', {
      organizationId: this.id,
      name,
    })
    this.#workspaces.set(name, id)
    return id
  }

  workspaceId(name: string): string {
    const id = this.#workspaces.get(name)
    if (id === undefined) throw new Error(`${this.name} has no workspace ${name}`)
    return id
  }

  /** Invites an address; the Owner does unless told otherwise. */
  async invite(email: string, { role = 'member', grants = {}, by = this.owner }: Offer = {}) {
    const { length: before } = await this.#mailbox.to(email)
    const { id } = await by.api.mutate<{ id: string }>('invitation.create', {
      organizationId: this.id,
      email,
      role,
      grants: Object.entries(grants).map(([workspace, workspaceRole]) => ({
        workspaceId: this.workspaceId(workspace),
        role: workspaceRole,
      })),
    })
    return { id, link: await this.#mailbox.link(email, before + 1) }
  }

  /** Invites, and opens an account with the link, as far as the last click: accepting. */
  async bring(name: string, offer: Offer = {}): Promise<Member & { link: string }> {
    const email = newAddress(name)
    const { link } = await this.invite(email, offer)
    const api = new Api(this.#app)
    const token = tokenOf(link)
    const { userId } = await api.mutate<{ userId: string }>('invitation.createAccount', {
      token,
      name,
      password,
    })
    return { name, email, password, api, userId, link }
  }

  /** Somebody new who has joined. */
  async join(name: string, offer: Offer = {}): Promise<Member> {
    const person = await this.bring(name, offer)
    const token = tokenOf(person.link)
    const { contentVersion } = await person.api.mutate<{ contentVersion: number }>(
      'invitation.open',
      { token },
    )
    await person.api.mutate('invitation.accept', { token, contentVersion })
    return person
  }

  /** Its pending invites as the Owner sees them. */
  invitations(): Promise<Invitations> {
    return this.owner.api.query('invitation.list', { organizationId: this.id })
  }

  /** The same once their mails are recorded as sent: a link is known a moment before. */
  async invitationsSent(): Promise<Invitations> {
    await expect
      .poll(async () => (await this.invitations()).items.map(({ delivery }) => delivery.state), {
        message: 'the mails are recorded as sent',
        timeout: 30_000,
      })
      .not.toContain('queued')
    return this.invitations()
  }

  /** The Owner gives somebody another role; what a former Admin has invited needs approval from then on (R26). */
  async changeRole({ userId }: Pick<Member, 'userId'>, role: OrganizationRole): Promise<void> {
    await this.owner.api.mutate('member.changeRole', { organizationId: this.id, userId, role })
  }
}
