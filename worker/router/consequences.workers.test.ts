import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { apiOf } from '../testing/api.ts'
import { valueOf } from '../testing/builders.ts'
import { asMember, newAddress, newOrganization, type TestPerson } from '../testing/organization.ts'

const expire = (invitationId: string) =>
  env.DB.prepare('UPDATE invitation SET expires_at = 1 WHERE id = ?').bind(invitationId).run()

const invite = async (
  by: TestPerson,
  workspaces: string[] = [],
  role: 'member' | 'admin' = 'member',
) => {
  const grants = workspaces.map((workspaceId) => ({ workspaceId, role: 'member' as const }))
  const input = { ...asMember, email: newAddress(), role, grants }
  return valueOf(await by.send('invitation.create', input)).id
}

describe('what removing a member takes with it', () => {
  test('are their workspaces, by name, and the pending invitations that they sponsor (R26, R35)', async () => {
    const { id, owner, admin, web, api, join } = await newOrganization()
    const leaving = await join('admin')
    await invite(leaving)
    await invite(leaving, [], 'admin')
    await expire(await invite(leaving))
    const canceled = await invite(leaving)
    valueOf(await owner.send('invitation.cancel', { invitationId: canceled }))
    await invite(admin)
    const { call } = await apiOf(admin)
    const preview = async () => {
      const { data } = await call('member.removalPreview', {
        organizationId: id,
        userId: leaving.id,
      })
      return data
    }
    expect(await preview()).toEqual({ workspaces: [], invitationsOnHold: 2 })

    // Lowered, they have put those on hold already.
    valueOf(await owner.send('member.changeRole', { userId: leaving.id, role: 'member' }))
    const grants = [
      { workspaceId: web, role: 'manager' as const },
      { workspaceId: api, role: 'member' as const },
    ]
    valueOf(await owner.send('member.changeGrants', { userId: leaving.id, grants }))
    expect(await preview()).toEqual({
      workspaces: [
        { name: 'API', role: 'member' },
        { name: 'Web', role: 'manager' },
      ],
      invitationsOnHold: 0,
    })
  })

  test('is told to an Admin of an Owner, too, and to nobody of who is no member', async () => {
    const { id, owner, admin } = await newOrganization()
    const { call } = await apiOf(admin)
    const preview = (userId: string) =>
      call('member.removalPreview', { organizationId: id, userId })
    expect((await preview(owner.id)).status).toBe(200)
    expect((await preview(crypto.randomUUID())).reason).toBe('not_found')
  })
})

describe('what deleting a workspace takes with it', () => {
  test('are the grants of members and of listed invitations, expired ones too (R11, R19)', async () => {
    const { id, owner, manager, member, web, api } = await newOrganization()
    await invite(owner, [web, api])
    await expire(await invite(owner, [web]))
    const canceled = await invite(owner, [web])
    valueOf(await owner.send('invitation.cancel', { invitationId: canceled }))
    await invite(owner, [api])
    const grants = [{ workspaceId: web, role: 'member' as const }]
    valueOf(await owner.send('member.changeGrants', { userId: member.id, grants }))
    const { call } = await apiOf(manager)
    const usage = (workspaceId: string) =>
      call('workspace.usage', { organizationId: id, workspaceId })
    expect((await usage(web)).data).toEqual({ members: 2, pendingInvitations: 2 })
    expect((await usage(api)).reason).toBe('not_permitted')
    expect((await usage(crypto.randomUUID())).reason).toBe('not_found')
  })
})
