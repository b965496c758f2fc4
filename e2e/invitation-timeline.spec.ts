import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { requestsOf } from './support/requests.ts'
import { dialog, heading, inviteOf } from './support/screens.ts'

const lines = (page: Page) =>
  dialog(page, 'History of this invitation').getByRole('list').first().locator('> li')

test('an invitation tells what became of it, from its creation on (R12)', async ({
  clock,
  found,
  mailbox,
  page: invitee,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const email = newAddress()
  const { id, link } = await northwind.invite(email, { grants: { Web: 'member' }, by: ada })
  clock.ageInvitation(email, 2)
  const target = { organizationId: northwind.id, invitationId: id }
  const change = { workspaceId: northwind.workspaceId('Mobile'), role: 'manager' }
  await ada.api.mutate('invitation.changeGrants', { ...target, grants: [change] })
  await northwind.owner.api.mutate('invitation.resend', target)
  await mailbox.newest(email, 2)
  await invitee.goto(link)
  await expect(heading(invitee, 'There is a newer mail')).toBeVisible()
  await invitee.goto(await mailbox.link(email, 2))
  await expect(heading(invitee, 'Join Northwind')).toBeVisible()

  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  // The address stands in its row once, and is no part of the names of its buttons.
  await expect(inviteOf(page, email).getByText(email)).toHaveCount(1)
  await expect(inviteOf(page, email).getByRole('button', { name: email })).toHaveCount(0)
  const opener = inviteOf(page, email).getByRole('button', { name: 'History of this invitation' })
  await expect(opener).toHaveAccessibleDescription(email)
  await opener.click()
  const history = dialog(page, 'History of this invitation')
  await expect(history).toContainText(email)
  await expect(lines(page).first()).toContainText('Created')
  await expect(lines(page).first()).toContainText('Ada Admin · 2 hours ago')
  await expect(lines(page).filter({ hasText: 'Mail sent' })).toHaveCount(2)
  const changed = lines(page).filter({ hasText: 'Workspace access changed' })
  await expect(changed).toContainText('Ada Admin')
  await expect(changed).toContainText('Mobile: Workspace manager')
  await expect(lines(page).filter({ hasText: 'Resent' })).toContainText('Olivia Owner')
  const opened = lines(page).filter({ hasText: 'Link opened' })
  await expect(opened).toHaveCount(1)
  await expect(opened).toContainText('Perhaps by a mail scanner')
  await page.keyboard.press('Escape')
  await expect(history).toBeHidden()
  await expect(opener).toBeFocused()
})

test('a timeline that can’t be loaded says so, and is loaded when asked again', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const email = newAddress()
  await northwind.invite(email)
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await page.route(requestsOf('invitation.timeline'), (route) => route.abort())
  await inviteOf(page, email).getByRole('button', { name: 'History of this invitation' }).click()
  const history = dialog(page, 'History of this invitation')
  await expect(history.getByRole('alert')).toContainText(
    'The server can’t be reached. Check your connection, then try again.',
  )
  await page.unroute(requestsOf('invitation.timeline'))
  await history.getByRole('button', { name: 'Try again' }).click()
  await expect(lines(page).first()).toContainText('Created')
  await expect
    .poll(() => history.evaluate((dialog) => dialog.contains(document.activeElement)))
    .toBe(true)
})

test('a Workspace manager is told what concerns their workspaces, and how many others there are (R13)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const wanda = await northwind.join('Wanda Weber', { grants: { Web: 'manager' } })
  const email = newAddress()
  const { id } = await northwind.invite(email, { grants: { Web: 'member' } })
  await northwind.owner.api.mutate('invitation.changeGrants', {
    organizationId: northwind.id,
    invitationId: id,
    grants: [
      { workspaceId: northwind.workspaceId('Web'), role: 'manager' },
      { workspaceId: northwind.workspaceId('Mobile'), role: 'member' },
    ],
  })
  const page = await visit(wanda)
  await page.goto(northwind.settings())
  await inviteOf(page, email).getByRole('button', { name: 'History of this invitation' }).click()
  const changed = lines(page).filter({ hasText: 'Workspace access changed' })
  await expect(changed).toContainText('Web: Workspace manager')
  await expect(changed).toContainText('1 other workspace, which you do not manage')
  await expect(changed).not.toContainText('Mobile')
})
