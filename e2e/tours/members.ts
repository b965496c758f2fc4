import { newAddress } from '../support/organization.ts'
import { requestsOf } from '../support/requests.ts'
import {
  button,
  hold,
  lookAndClose,
  openAlert,
  openDialog,
  openMenu,
  rowOf,
  type Tour,
} from './tour.ts'

const route = '/o/[organizationId]/settings/members'

export const userManagement: Tour = {
  name: 'User management, with rows of every state, and without any (R11, R20, R32)',
  of: [route, 'MemberActions', 'MemberWorkspaces'],
  async walk(guide) {
    const { clock, found, look, say, visit } = guide
    const northwind = await found({ workspaces: ['Web', 'Mobile', 'Shop'] })
    const ada = await northwind.join('Ada Admin', { role: 'admin' })
    const grants = { Web: 'manager', Mobile: 'member', Shop: 'member' } as const
    const wanda = await northwind.join('Wanda Weber', { grants })
    await northwind.invite(newAddress(), { grants })
    const [soon, expired, held] = [newAddress('soon'), newAddress('expired'), newAddress('held')]
    await northwind.invite(soon, { role: 'admin' })
    clock.ageInvitation(soon, 65)
    await northwind.invite(expired)
    clock.ageInvitation(expired, 80)
    await northwind.invite(held, { by: ada })
    await northwind.changeRole(ada, 'member')
    const page = await visit(northwind.owner)
    await page.goto(northwind.settings())
    await button(page, say('actions_for', { name: 'Wanda Weber' })).waitFor()
    const waiting = rowOf(page, held).getByText(say('status_needs_approval'))
    await look(route, 'with rows of every state', waiting)
    await button(page, say('actions_for', { name: 'Olivia Owner' })).click()
    await lookAndClose(guide, 'MemberActions', 'open', openMenu(page))
    const more = `${say('more', { count: 1 })}: ${say('workspaces_of', { name: 'Wanda Weber' })}`
    await button(page, more).click()
    await lookAndClose(guide, 'MemberWorkspaces', 'open', openDialog(page))
    await button(rowOf(page, expired), say('resend')).click()
    const toast = page.getByText(say('resent', { email: expired }))
    await toast.hover()
    await look(route, 'with a toast', toast)

    await page.goto(`${northwind.settings()}?status=accepted&members=nobody`)
    await page.getByText(say('no_member_match')).waitFor()
    await look(route, 'with its history', rowOf(page, wanda.email))
    await page.goto(`${northwind.settings()}?status=not_delivered`)
    await look(route, 'with nothing to show', page.getByText(say('no_not_delivered_title')))
    for (const list of ['member.list', 'invitation.list'])
      await page.route(requestsOf(list), (route) => route.abort())
    await page.reload()
    await button(page, say('retry')).nth(1).waitFor()
    await look(route, 'that can’t be loaded', button(page, say('retry')).first())

    const mika = await visit(await northwind.join('Mika Mori'))
    await mika.goto(northwind.settings())
    await button(mika, say('invite_user')).focus()
    await look(route, 'of who may do nothing', mika.getByText(say('no_invitations_for_you')))
  },
}

export const memberDialogs: Tour = {
  name: 'what is done to members (R34, R35, R36)',
  of: [route, 'AccessDialog', 'RenameMember', 'RemoveMember', 'BulkDialog', 'Exporting'],
  async walk(guide) {
    const { found, look, say, visit } = guide
    const northwind = await found()
    const mika = await northwind.join('Mika Mori', { grants: { Web: 'member' } })
    await northwind.join('Omar Odeh')
    const page = await visit(northwind.owner)
    await page.goto(northwind.settings())
    const choose = async (item: string) => {
      await button(page, say('actions_for', { name: 'Mika Mori' })).click()
      await page.getByRole('menuitem', { name: say(item), exact: true }).click()
    }
    await choose('manage_workspace_access')
    await lookAndClose(guide, 'AccessDialog', 'of a member', openDialog(page).getByLabel('Web'))
    await choose('edit_name')
    await openDialog(page).getByLabel(say('name')).fill('')
    await button(openDialog(page), say('save')).click()
    const error = openDialog(page).getByText(say('name_invalid'))
    await lookAndClose(guide, 'RenameMember', 'with its error', error)
    await choose('remove')
    const lost = openAlert(page).getByText(say('remove_no_invitation'))
    await lookAndClose(guide, 'RemoveMember', 'asked back', lost)

    const pick = (name: string) => page.getByRole('checkbox', { name: say('select_row', { name }) })
    await pick('Mika Mori').check()
    await pick('Omar Odeh').check()
    const bar = page.getByRole('group', { name: say('selected_count', { count: 2 }) })
    await look(route, 'with members selected', bar)
    await button(bar, say('change_role')).click()
    await openDialog(page)
      .getByRole('radio', { name: say('role_admin'), exact: true })
      .check()
    const notice = openDialog(page).getByText(say('bulk_to_admin'))
    await lookAndClose(guide, 'BulkDialog', 'to change roles', notice)
    await button(bar, say('remove')).click()
    await look('BulkDialog', 'to remove', openDialog(page))
    await northwind.owner.api.mutate('member.remove', {
      organizationId: northwind.id,
      userId: mika.userId,
    })
    const sent = await hold(page, 'member.remove')
    await button(openDialog(page), say('remove')).click()
    await look('BulkDialog', 'under way', openDialog(page).getByRole('progressbar'))
    await sent.letGo()
    const told = openDialog(page).getByText(say('bulk_some_done', { done: 1, left: 1 }))
    await lookAndClose(guide, 'BulkDialog', 'done in part', told)

    await page.route(requestsOf('member.list'), (route) => route.abort())
    await button(page.getByRole('region', { name: say('members') }), say('export_csv')).click()
    const brokeOff = openDialog(page).getByText(say('export_broke_off'))
    await lookAndClose(guide, 'Exporting', 'broken off', brokeOff)
  },
}

export const invitationDialogs: Tour = {
  name: 'what is done to pending invites (R15, R16)',
  of: [route, 'AccessDialog', 'CancelInvitation', 'InvitationTimeline', 'BulkDialog', 'ExportMenu'],
  async walk(guide) {
    const { clock, found, look, say, visit } = guide
    const northwind = await found()
    const email = newAddress()
    await northwind.invite(email, { grants: { Web: 'member', Mobile: 'manager' } })
    clock.ageInvitation(email, 2)
    const page = await visit(northwind.owner)
    await page.goto(`${northwind.settings()}?status=pending`)
    const row = rowOf(page, email)
    await button(row, say('workspaces_count', { count: 2 })).click()
    const access = openDialog(page).getByLabel('Mobile')
    await lookAndClose(guide, 'AccessDialog', 'of an invitation', access)
    await button(row, say('cancel')).click()
    await lookAndClose(guide, 'CancelInvitation', 'asked back', openAlert(page))
    const history = row.getByRole('button', { name: say('timeline_title') })
    await history.click()
    const sent = openDialog(page).getByText(say('timeline_mail_sent')).first()
    await lookAndClose(guide, 'InvitationTimeline', 'open', sent)

    await page.getByRole('checkbox', { name: say('select_row', { name: email }) }).check()
    const bar = page.getByRole('group', { name: say('selected_count', { count: 1 }) })
    await look(route, 'with an invitation selected', bar)
    for (const deed of ['resend', 'cancel_invitations']) {
      await button(bar, say(deed)).click()
      await lookAndClose(guide, 'BulkDialog', deed, openDialog(page))
    }
    await button(page, say('export_csv')).first().click()
    await lookAndClose(guide, 'ExportMenu', 'open', openMenu(page))
    await page.route(requestsOf('invitation.timeline'), (route) => route.abort())
    await page.reload()
    await history.click()
    const failed = openDialog(page).getByText(say('error_title'))
    await lookAndClose(guide, 'InvitationTimeline', 'that can’t be loaded', failed)
  },
}
