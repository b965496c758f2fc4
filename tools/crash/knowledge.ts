import type { Organization, Person } from './people.ts'
import type { Grants, Rows } from './rows.ts'

/** A pending invitation, as the clients of an organization know it. */
export type Known = {
  id: string
  email: string
  role: string
  generation: number
  contentVersion: number
  /** Of each of the staff, the grant in their own workspace: nobody else changes it. */
  grants: Grants
}

/** What the clients of one organization know of it, from answers and, after a kill, from the rows: all may be stale. */
export class Knowledge {
  readonly organization: Organization
  readonly pending = new Map<string, Known>()
  /** Guests who are members. */
  readonly joined = new Map<string, Person>()

  constructor(organization: Organization) {
    this.organization = organization
  }

  refresh(rows: Rows): void {
    const { id, guests } = this.organization
    this.pending.clear()
    for (const row of rows.invitations) {
      if (row.organizationId === id && row.status === 'pending') {
        this.pending.set(row.id, { ...row, grants: { ...row.grants } })
      }
    }
    const members = new Set(
      rows.memberships.flatMap((row) => (row.organizationId === id ? row.userId : [])),
    )
    this.joined.clear()
    for (const guest of guests) if (members.has(guest.id)) this.joined.set(guest.id, guest)
  }

  guestOf({ email }: Known): Person | undefined {
    return this.organization.guests.find((guest) => guest.email === email)
  }

  /** All addresses that are invited again and again. */
  addresses(): string[] {
    const { guests, addresses } = this.organization
    return [...guests.map(({ email }) => email), ...addresses]
  }

  /** Those that can be invited, as far as is known. */
  freeAddresses(): string[] {
    const known = [...this.pending.values(), ...this.joined.values()]
    const taken = new Set(known.map(({ email }) => email))
    return this.addresses().filter((email) => !taken.has(email))
  }
}
