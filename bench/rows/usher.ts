import { randomUUID } from 'node:crypto'
import { invitationLifetimeMs } from '../../worker/domain/invitation/status.ts'
import { mailIdOf } from '../../worker/domain/mail.ts'
import { timeOrderedUuid } from '../../worker/uuid.ts'
import { Browser } from '../load/browser.ts'
import { Rows } from './rows.ts'

export type Person = { id: string; email: string; browser: Browser }
export type Organization = { id: string; owner: Person; workspaces: string[] }
export type Invitation = { id: string; email: string }

/** An hour ago: whoever was invited then may be sent another mail now (R14). */
const hour = 3_600_000

/** The rows of Usher that a scenario begins with. */
export class UsherRows {
  readonly #rows = new Rows()
  readonly #secret: string
  readonly #at = Date.now() - hour
  #people = 0
  #invitations = 0

  constructor(secret: string) {
    this.#secret = secret
  }

  /** Somebody with an account, signed in. */
  person(): Person {
    const [id, token, at] = [randomUUID(), randomUUID(), this.#at]
    const email = `person${(this.#people += 1)}@northwind.test`
    const times = { created_at: at, updated_at: at }
    this.#rows.add('user', {
      id,
      name: `Person ${id.slice(0, 8)}`,
      email,
      email_verified: 1,
      ...times,
    })
    this.#rows.add('session', {
      id: randomUUID(),
      token,
      user_id: id,
      expires_at: at + 30 * 24 * hour,
      ...times,
    })
    return { id, email, browser: Browser.signedIn('usher.session_token', token, this.#secret) }
  }

  organization(owner = this.person()): Organization {
    const [id, created_at] = [randomUUID(), this.#at]
    const workspaces = [randomUUID(), randomUUID()]
    this.#rows.add('organization', { id, name: 'Northwind', created_at })
    for (const [n, workspace] of workspaces.entries())
      this.#rows.add('workspace', {
        id: workspace,
        organization_id: id,
        name: `Workspace ${n}`,
        created_at,
      })
    this.#rows.add('membership', {
      organization_id: id,
      user_id: owner.id,
      role: 'owner',
      joined_at: created_at,
    })
    return { id, owner, workspaces }
  }

  /** One that promises the first workspaces of its organization, its mail sent. */
  invitation(
    { id: organization_id, owner, workspaces }: Organization,
    email: string,
    grants = 1,
  ): Invitation {
    // Each at an instant of its own, as they are made: nothing shall gain by all being the same.
    const at = this.#at + (this.#invitations += 1)
    const id = timeOrderedUuid(at)
    this.#rows.add('invitation', {
      id,
      organization_id,
      email,
      email_key: email,
      role: 'member',
      status: 'pending',
      generation: 1,
      content_version: 1,
      created_by: owner.id,
      sponsor_id: owner.id,
      created_at: at,
      sent_at: at,
      expires_at: at + invitationLifetimeMs,
    })
    const granted = workspaces.slice(0, grants)
    for (const workspace_id of granted)
      this.#rows.add('invitation_grant', { invitation_id: id, workspace_id, role: 'member' })
    this.#rows.add('outbox_mail', {
      id: mailIdOf(id, 1),
      organization_id,
      invitation_id: id,
      generation: 1,
      recipient: email,
      payload: '{}',
      status: 'sent',
      attempts: 1,
      next_attempt_at: at,
      first_attempt_at: at,
      sent_at: at,
      created_at: at,
    })
    const grantsOfEvent = granted.map((workspaceId) => ({ workspaceId, role: 'member' }))
    this.#rows.add('audit_event', {
      id: randomUUID(),
      organization_id,
      verb: 'invitation.create',
      actor: owner.id,
      subject_id: id,
      details: JSON.stringify({ role: 'member', grants: grantsOfEvent }),
      created_at: at,
    })
    return { id, email }
  }

  statements(): string[] {
    return this.#rows.statements()
  }
}
