import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { choose, dialog, heading, inviteOf, toasts } from './support/screens.ts'

test('an Admin creates, describes, archives, restores and deletes workspaces (R19, R37)', async ({
  found,
  visit,
}) => {
  const northwind = await found({ workspaces: [] })
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const page = await visit(ada)
  await page.goto(northwind.settings())
  await page.getByRole('link', { name: 'Workspaces' }).click()
  await expect(heading(page, 'Workspaces')).toBeVisible()
  await expect(page.getByText('No workspaces yet')).toBeVisible()

  await page.getByRole('button', { name: 'New workspace' }).click()
  const create = dialog(page, 'New workspace')
  await create.getByRole('button', { name: 'Create workspace' }).click()
  await expect(create.getByLabel('Workspace name')).toHaveAccessibleDescription(
    'Enter a name of 1 to 200 characters, in one line.',
  )
  await create.getByLabel('Workspace name').fill('Web')
  await create.getByLabel('Description').fill('The site and the shop')
  await create.getByRole('button', { name: 'Create workspace' }).click()
  await expect(create).toBeHidden()
  const workspaces = page.getByRole('list', { name: 'Workspaces' }).getByRole('listitem')
  await expect(workspaces).toHaveCount(1)
  await expect(workspaces).toContainText('The site and the shop')

  await choose(page, 'Actions for Web', 'Rename and describe')
  const edit = dialog(page, 'Rename and describe')
  await expect(edit.getByLabel('Description')).toHaveValue('The site and the shop')
  await edit.getByLabel('Workspace name').fill('Shop')
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(workspaces.getByRole('heading')).toHaveText('Shop')

  await choose(page, 'Actions for Shop', 'Archive')
  await expect(workspaces).toContainText('Archived')
  await choose(page, 'Actions for Shop', 'Restore')
  await expect(workspaces).not.toContainText('Archived')

  await choose(page, 'Actions for Shop', 'Delete')
  const alert = page.getByRole('alertdialog', { name: 'Delete Shop?' })
  await alert.getByRole('button', { name: 'Delete workspace' }).click()
  await expect(toasts(page)).toContainText('Shop is deleted.')
  await expect(page.getByText('No workspaces yet')).toBeVisible()
})

test('an archived workspace is not offered, and a deleted one leaves the pending invites (R7, R19)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const email = newAddress()
  await northwind.invite(email, { grants: { Web: 'member', Mobile: 'member' } })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings('workspaces'))
  await choose(page, 'Actions for Mobile', 'Delete')
  await page
    .getByRole('alertdialog', { name: 'Delete Mobile?' })
    .getByRole('button', { name: 'Delete workspace' })
    .click()
  await expect(toasts(page)).toContainText('Mobile is deleted.')
  await choose(page, 'Actions for Web', 'Archive')
  await expect(toasts(page)).toContainText('Web is archived.')

  await page.getByRole('link', { name: 'Members' }).click()
  await inviteOf(page, email).getByRole('button', { name: '1 workspace', exact: true }).click()
  const access = dialog(page, 'Manage workspace access')
  const held = access.getByRole('combobox', { name: 'Web', exact: true })
  await expect(held).toHaveAccessibleDescription('Archived: access sleeps until it is restored.')
  await expect(held.locator('option')).toHaveText(['No access', 'Member'])
  await access.getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('button', { name: 'Invite user' }).click()
  const invite = dialog(page, 'Invite user')
  await expect(invite.getByText('There are no workspaces yet.')).toBeVisible()
  await expect(invite.getByRole('combobox')).toHaveCount(0)
})
