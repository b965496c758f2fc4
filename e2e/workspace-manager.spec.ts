import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { accessTo, dialog, heading, inviteOf, members, pendingInvites } from './support/screens.ts'

test('a Workspace manager sees the invitations of their workspaces, and changes their part (R12, R13, R16, R32)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const wanda = await northwind.join('Wanda Weber', { grants: { Web: 'manager' } })
  const [own, shared, foreign] = [newAddress('own'), newAddress('shared'), newAddress('foreign')]
  await northwind.invite(own, { grants: { Web: 'member' } })
  await northwind.invite(shared, { grants: { Web: 'member', Mobile: 'member' } })
  await northwind.invite(foreign, { grants: { Mobile: 'member' } })
  const page = await visit(wanda)
  await page.goto(northwind.settings())
  await expect(heading(page, 'User management')).toBeVisible()
  const rows = pendingInvites(page)
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
  await expect(rows).toHaveCount(2)
  await expect(inviteOf(page, foreign)).toHaveCount(0)
  await expect(inviteOf(page, shared)).toContainText('and 1 other')
  await expect(members(page).getByRole('button', { name: /^Actions for/ })).toHaveCount(0)

  const invite = page.getByRole('button', { name: 'Invite user' })
  await expect(invite).toBeDisabled()
  await expect(invite).toHaveAccessibleDescription('Only Owners and Admins can invite.')
  const cancel = inviteOf(page, shared).getByRole('button', { name: 'Cancel' })
  await expect(cancel).toBeDisabled()
  await expect(cancel).toHaveAccessibleDescription(
    'Only Owners, Admins, its creator, or a manager of all its workspaces can cancel it.',
  )
  await expect(inviteOf(page, own).getByRole('button', { name: 'Resend' })).toBeDisabled()

  await inviteOf(page, shared).getByRole('button', { name: '1 workspace', exact: true }).click()
  const access = dialog(page, 'Manage workspace access')
  await expect(access.getByRole('combobox')).toHaveCount(1)
  await expect(access).toContainText('There is 1 more workspace, which you do not manage.')
  await expect(access).not.toContainText('Mobile')
  await accessTo(page, 'Web').selectOption('Workspace manager')
  await access.getByRole('button', { name: 'Save' }).click()
  await expect(access).toBeHidden()
  const { items } = await northwind.owner.api.query<{
    items: { email: string; grants: { workspaceId: string; role: string }[] }[]
  }>('invitation.list', { organizationId: northwind.id })
  expect(items.find(({ email }) => email === shared)?.grants).toEqual([
    { workspaceId: northwind.workspaceId('Web'), role: 'manager' },
    { workspaceId: northwind.workspaceId('Mobile'), role: 'member' },
  ])
})

test('a Workspace manager cancels an invitation that is theirs altogether (R15)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const wanda = await northwind.join('Wanda Weber', { grants: { Web: 'manager' } })
  const email = newAddress()
  await northwind.invite(email, { grants: { Web: 'member' } })
  const page = await visit(wanda)
  await page.goto(northwind.settings())
  await inviteOf(page, email).getByRole('button', { name: 'Cancel' }).click()
  await page
    .getByRole('alertdialog', { name: 'Cancel this invitation?' })
    .getByRole('button', { name: 'Cancel invitation' })
    .click()
  await expect(inviteOf(page, email)).toHaveCount(0)
})

test('a Workspace manager describes their workspace, and no other (R37)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const wanda = await northwind.join('Wanda Weber', { grants: { Web: 'manager' } })
  const page = await visit(wanda)
  await page.goto(northwind.settings('workspaces'))
  await expect(page.getByRole('heading', { name: 'Mobile' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Actions for Mobile' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'New workspace' })).toBeDisabled()
  await page.getByRole('button', { name: 'Actions for Web' }).click()
  const archive = page.getByRole('menuitem', { name: 'Archive' })
  await expect(archive).toBeDisabled()
  await expect(archive).toHaveAccessibleDescription('Only Owners and Admins can do this.')
  await page.getByRole('menuitem', { name: 'Rename and describe' }).click()
  const edit = dialog(page, 'Rename and describe')
  await edit.getByLabel('Description').fill('Where Wanda is at home')
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Where Wanda is at home')).toBeVisible()
})
