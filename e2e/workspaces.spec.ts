import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { requestsOf } from './support/requests.ts'
import { choose, dialog, heading, inviteOf, toasts } from './support/screens.ts'

test('an Admin creates, describes, archives, restores and deletes workspaces (R19, R37)', async ({
  found,
  visit,
}) => {
  const northwind = await found({ workspaces: [] })
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const page = await visit(ada)
  await page.route(requestsOf('workspace.list'), (route) => route.abort())
  await page.goto(northwind.settings('workspaces'))
  await expect(heading(page, 'Workspaces')).toBeVisible()
  const retry = page.getByRole('button', { name: 'Try again' })
  await retry.waitFor()
  await page.unroute(requestsOf('workspace.list'))
  await retry.click()
  await expect(page.getByText('No workspaces yet')).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()

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

test('archiving is undone from its toast, and the focus goes on to the next row (R37)', async ({
  found,
  visit,
}) => {
  const northwind = await found({ workspaces: ['Web', 'Mobile', 'Depot'] })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings('workspaces'))
  const active = page.getByRole('list', { name: 'Workspaces', exact: true })
  const archived = page.getByRole('list', { name: 'Archived workspaces' })
  await expect(active.getByRole('heading')).toHaveText(['Web', 'Mobile', 'Depot'])
  await page.getByRole('button', { name: 'Actions for Mobile' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Archive' }).press('Enter')
  await expect(archived.getByRole('heading')).toContainText(['Mobile'])
  await expect(active.getByRole('heading')).toHaveText(['Web', 'Depot'])
  await expect(page.getByRole('button', { name: 'Actions for Depot' })).toBeFocused()

  await toasts(page).getByRole('button', { name: 'Undo' }).click()
  await expect(active.getByRole('heading')).toHaveText(['Web', 'Mobile', 'Depot'])
  await expect(toasts(page)).toContainText('Mobile is restored.')
  await expect(archived).toHaveCount(0)
})

test('deleting says who loses access, and what the pending invites lose (R19, R37)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  await northwind.join('Wanda Weber', { grants: { Web: 'manager' } })
  await northwind.join('Mika Mori', { grants: { Web: 'member', Mobile: 'member' } })
  await northwind.invite(newAddress(), { grants: { Web: 'member' } })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings('workspaces'))
  await choose(page, 'Actions for Web', 'Delete')
  const alert = page.getByRole('alertdialog', { name: 'Delete Web?' })
  await expect(alert).toContainText('2 members lose access')
  await expect(alert).toContainText('1 pending invite loses it and stays acceptable')
  await alert.getByRole('button', { name: 'Delete workspace' }).click()
  await expect(page.getByRole('button', { name: 'Actions for Mobile' })).toBeFocused()
  await choose(page, 'Actions for Mobile', 'Delete')
  await expect(page.getByRole('alertdialog')).toContainText('1 member loses access')
})

test('who has access to a workspace is seen there, and leads to the members (R32)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  await northwind.join('Wanda Weber', { grants: { Web: 'manager' } })
  const mika = await northwind.join('Mika Mori', { grants: { Web: 'member' } })
  const page = await visit(mika)
  await page.goto(northwind.settings('workspaces'))
  await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Who has access' }).first().click()
  const who = dialog(page, 'Who has access to Web')
  await expect(who).toContainText('Owners and Admins reach it by their role')
  await expect(who.getByRole('listitem')).toHaveCount(2)
  await expect(who.getByRole('listitem').filter({ hasText: 'Wanda Weber' })).toContainText(
    'Workspace manager',
  )
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Who has access' }).last().click()
  await expect(dialog(page, 'Who has access to Mobile')).toContainText(
    'Nobody was given access yet',
  )
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Who has access' }).first().click()
  await who.getByRole('link', { name: 'Show under Members' }).click()
  const asked = new URLSearchParams({ workspace: northwind.workspaceId('Web') })
  await expect(page).toHaveURL(`${northwind.settings()}?${asked}`)
})

test('more workspaces than fit are searched, and drawn a hundred at a time', async ({
  found,
  visit,
}) => {
  const names = Array.from({ length: 102 }, (_, index) => `Depot ${index + 1}`)
  const northwind = await found({ workspaces: names })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings('workspaces'))
  const rows = page.getByRole('list', { name: 'Workspaces' }).getByRole('listitem')
  await expect(rows).toHaveCount(100)
  await page.getByRole('button', { name: 'Show more (2)' }).click()
  await expect(rows).toHaveCount(102)
  await expect(rows.nth(100)).toBeFocused()
  const search = page.getByRole('searchbox', { name: 'Search workspaces' })
  await search.fill('depot 102')
  await expect(rows).toHaveCount(1)
  await search.fill('nothing of this name')
  await expect(page.getByText('No workspace has “nothing of this name” in its name')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(rows).toHaveCount(100)
})
