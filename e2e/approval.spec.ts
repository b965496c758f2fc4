import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { choose, heading, inviteOf, memberOf, toasts } from './support/screens.ts'

test('an approved invitation works again by the link that was mailed, and no mail goes out (R26)', async ({
  found,
  mailbox,
  page: invitee,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const email = newAddress()
  const { link } = await northwind.invite(email, { grants: { Web: 'member' }, by: ada })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  const row = inviteOf(page, email)
  await expect(row.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await choose(page, 'Actions for Ada Admin', 'Change to Member')
  await expect(row).toContainText('Needs approval')
  await invitee.goto(link)
  await expect(heading(invitee, 'This invitation waits for approval')).toBeVisible()

  const approve = row.getByRole('button', { name: 'Approve' })
  await expect(row.getByRole('cell').last().getByRole('button')).toHaveText([
    'Approve',
    'Resend',
    'Cancel',
  ])
  await expect(approve).toHaveAccessibleDescription(
    'It is sent by you from now on, and the link that they have works again. No new mail.',
  )
  await approve.focus()
  await page.keyboard.press('Enter')
  await expect(toasts(page)).toContainText(`${email} is approved`)
  await expect(row).toContainText('Pending')
  await expect(row).toContainText('Sent by Olivia Owner')
  await expect(approve).toHaveCount(0)
  await expect(row).toBeFocused()

  await invitee.reload()
  await expect(heading(invitee, 'Join Northwind')).toBeVisible()
  await expect(invitee.getByText('Olivia Owner')).toBeVisible()
  await invitee.getByLabel('Name', { exact: true }).fill('Nadia Noor')
  await invitee.getByLabel('Password', { exact: true }).fill('a-rather-good-one')
  await invitee.getByRole('button', { name: 'Create account & join' }).click()
  await invitee.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(invitee.getByRole('button', { name: 'Account: Nadia Noor' })).toBeVisible()
  expect(await mailbox.to(email)).toHaveLength(1)
})

test('who may not invite as that role is told why they can’t approve (R2, R20, R26)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const ottilie = await northwind.join('Ottilie Oster', { role: 'owner' })
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const email = newAddress()
  await northwind.invite(email, { role: 'owner', by: ottilie })
  await northwind.changeRole(ottilie, 'admin')
  const page = await visit(ada)
  await page.goto(northwind.settings())
  const approve = inviteOf(page, email).getByRole('button', { name: 'Approve' })
  await expect(approve).toBeDisabled()
  await expect(approve).toHaveAccessibleDescription(
    'Only an Owner can act on an Owner’s invitation.',
  )
})

test('whoever is made a member can be granted workspaces from where it is told (R34)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  await northwind.join('Ada Admin', { role: 'admin' })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await page.getByRole('combobox', { name: 'Filter by role' }).selectOption('Admin')
  await page.getByRole('button', { name: 'Actions for Ada Admin' }).click()
  const lower = page.getByRole('menuitem', { name: 'Change to Member' })
  await expect(lower).toHaveAccessibleDescription(/none until you grant some/)
  await lower.click()
  // Out of view by the filter, and still within reach.
  await expect(memberOf(page, 'Ada Admin')).toHaveCount(0)
  await toasts(page).getByRole('button', { name: 'Manage workspace access' }).click()
  const access = page.getByRole('dialog', { name: 'Manage workspace access' })
  await access.getByRole('combobox', { name: 'Web' }).selectOption('Workspace manager')
  await access.getByRole('button', { name: 'Save' }).click()
  await expect(access).toBeHidden()
  await page.getByRole('combobox', { name: 'Filter by role' }).selectOption('Every role')
  await expect(memberOf(page, 'Ada Admin')).toContainText('Web (manager)')
})
