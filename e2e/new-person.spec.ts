import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { heading, memberOf } from './support/screens.ts'

test('somebody new reads the ticket, makes an account, and joins by accepting (R9, R21, R22, R25)', async ({
  found,
  page,
}) => {
  const northwind = await found()
  const email = newAddress()
  const { link } = await northwind.invite(email, { grants: { Web: 'manager', Mobile: 'member' } })
  const pending = () =>
    northwind.owner.api.query<{ total: number }>('invitation.list', {
      organizationId: northwind.id,
      status: 'pending',
    })
  await page.goto(link)
  await expect(heading(page, 'Join Northwind')).toBeVisible()
  await expect(page.getByText('Olivia Owner (olivia@acme.test) invited you.')).toBeVisible()
  await expect(page.getByRole('term')).toHaveText(['For', 'Role', 'Workspaces', 'Until'])
  await expect(page.getByRole('definition')).toContainText([
    email,
    'Assigned per workspace',
    /Web\s*Workspace manager\s*Mobile\s*Member/,
    'UTC',
  ])

  const create = page.getByRole('button', { name: 'Create account & join' })
  await page.getByLabel('Name', { exact: true }).fill('Nadia Noor')
  const password = page.getByLabel('Password', { exact: true })
  await password.fill('password1')
  await create.click()
  await expect(password).toHaveAccessibleDescription(
    'This is one of the passwords that are tried first. Choose another one.',
  )
  await password.fill('a-rather-good-one')
  await create.click()

  await expect(page.getByText('Your account is ready. One step is left.')).toBeVisible()
  await expect(page.getByText(`Signed in as ${email}`)).toBeVisible()
  expect((await pending()).total).toBe(1)
  await page.getByRole('button', { name: 'Accept invitation' }).click()

  await expect(page.getByRole('button', { name: 'Account: Nadia Noor' })).toBeVisible()
  await expect(heading(page, 'User management')).toBeVisible()
  const row = memberOf(page, 'Nadia Noor')
  await expect(row).toContainText(email)
  await expect(row).toContainText('Assigned per workspace')
  await expect(row).toContainText('Web (manager)')
  await expect(row).toContainText('Mobile')
  expect((await pending()).total).toBe(0)

  await page.goto(link)
  await expect(heading(page, 'You are in already')).toBeVisible()
  await page.getByRole('link', { name: 'Open Northwind' }).click()
  await expect(heading(page, 'User management')).toBeVisible()
})

test('opening the link and reloading its page changes nothing (R21)', async ({ found, page }) => {
  const northwind = await found()
  const email = newAddress()
  const { link } = await northwind.invite(email, { role: 'admin' })
  const before = await northwind.invitationsSent()
  await page.goto(link)
  await expect(page.getByRole('definition')).toContainText([
    email,
    'Admin',
    'Every workspace',
    'UTC',
  ])
  await page.reload()
  await expect(page.getByRole('button', { name: 'Create account & join' })).toBeVisible()
  expect(await northwind.invitations()).toEqual(before)
})

test('an invitation that changed since it was opened is asked about again (R27)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const nadia = await northwind.bring('Nadia Noor', { grants: { Web: 'member' } })
  const page = await visit(nadia)
  await page.goto(nadia.link)
  await expect(page.getByRole('definition').filter({ hasText: 'Web' })).toBeVisible()
  const { items } = await northwind.owner.api.query<{ items: { id: string }[] }>(
    'invitation.list',
    { organizationId: northwind.id },
  )
  await northwind.owner.api.mutate('invitation.changeGrants', {
    organizationId: northwind.id,
    invitationId: items[0]?.id,
    grants: [
      { workspaceId: northwind.workspaceId('Web'), role: null },
      { workspaceId: northwind.workspaceId('Mobile'), role: 'manager' },
    ],
  })
  const accept = page.getByRole('button', { name: 'Accept invitation' })
  await accept.click()
  await expect(page.getByText('The invitation has changed since you opened it.')).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: 'Changed' })).toContainText(
    /Mobile\s*Workspace manager/,
  )
  await accept.click()
  await expect(memberOf(page, 'Nadia Noor')).toContainText('Mobile (manager)')
  await expect(memberOf(page, 'Nadia Noor')).not.toContainText('Web')
})

test('an invitation can be declined with a click and a word of confirmation (R28, R29)', async ({
  found,
  page,
  visit,
}) => {
  const northwind = await found()
  const email = newAddress()
  const { link } = await northwind.invite(email)
  await page.goto(link)
  const decline = page.getByRole('button', { name: 'Decline the invitation' })
  const alert = page.getByRole('alertdialog', {
    name: 'Decline the invitation to Northwind?',
  })
  await decline.click()
  await alert.getByRole('button', { name: 'Keep it' }).click()
  await expect(alert).toBeHidden()
  await decline.click()
  await alert.getByRole('button', { name: 'Decline invitation' }).click()
  await expect(heading(page, 'This invitation was declined')).toBeVisible()
  await expect(page.getByText('ask Olivia Owner to invite you again')).toBeVisible()

  const owner = await visit(northwind.owner)
  await owner.goto(northwind.settings())
  await expect(owner.getByText('Nobody is on their way')).toBeVisible()
  const { link: again } = await northwind.invite(email)
  expect(again).not.toBe(link)
})
