import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { invitationToken } from '../links/token.ts'
import { apiOf } from '../testing/api.ts'
import { decidedOf, reasonOf, valueOf } from '../testing/builders.ts'
import {
  asMember,
  everythingOf,
  newAddress,
  newOrganization,
  newPerson,
} from '../testing/organization.ts'

describe('renaming an organization', () => {
  test('shows its new name everywhere, and by the same operation again answers the same', async () => {
    const { id, admin, member } = await newOrganization()
    const operation = crypto.randomUUID()
    const first = await admin.send('organization.rename', { name: 'Acme Works' }, operation)
    expect(valueOf(first)).toEqual({ id, name: 'Acme Works' })
    const after = await everythingOf(id)
    const again = await admin.send('organization.rename', { name: 'Acme Works' }, operation)
    expect(decidedOf(again)).toEqual(decidedOf(first))
    expect(await everythingOf(id)).toEqual(after)
    expect((await (await apiOf(member)).call('viewer.get')).data).toMatchObject({
      memberships: [{ organization: { id, name: 'Acme Works' } }],
    })
  })

  test('asks an invitee again who was shown the old name, whatever the invitation offers (R27)', async () => {
    const { id, admin, owner } = await newOrganization()
    const other = await newOrganization()
    const email = newAddress()
    const invite = (by: typeof owner) => by.send('invitation.create', { ...asMember, email })
    const { id: invitationId } = valueOf(await invite(owner))
    valueOf(await invite(other.owner))
    const link = { invitationId, generation: 1 }
    const token = await invitationToken(env.INVITATION_SECRET, { ...link, organizationId: id })
    valueOf(await admin.send('organization.rename', { name: 'Acme Works' }))

    const invitee = await newPerson(id, email)
    const accept = (contentVersion: number) =>
      invitee.send('invitation.accept', { ...link, contentVersion })
    expect(reasonOf(await accept(1))).toBe('content_changed')
    const opened = await (await apiOf(null)).call('invitation.open', { token })
    expect(opened.data).toMatchObject({ contentVersion: 2, organization: { name: 'Acme Works' } })
    expect(reasonOf(await accept(2))).toBe('allowed')
    const elsewhere = await env.DB.prepare(
      'SELECT content_version FROM invitation WHERE organization_id = ?',
    )
      .bind(other.id)
      .first('content_version')
    expect(elsewhere).toBe(1)
  })

  test('leaves the history as it was', async () => {
    const { id, owner } = await newOrganization()
    const email = newAddress()
    const { id: invitationId } = valueOf(
      await owner.send('invitation.create', { ...asMember, email }),
    )
    valueOf(await owner.send('invitation.cancel', { invitationId }))
    const { invitations } = await everythingOf(id)
    valueOf(await owner.send('organization.rename', { name: 'Acme Works' }))
    expect((await everythingOf(id)).invitations).toEqual(invitations)
  })
})
