import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { accessTo, dialog, figures, heading, inviteOf, toasts } from './support/screens.ts'

test('an Admin invites somebody with access to a workspace, who gets a mail with a link (R1, R7, R8, R33, R39, R40)', async ({
  app,
  found,
  mailbox,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const email = newAddress()
  const page = await visit(ada)
  await page.goto('/')
  await page.getByRole('button', { name: 'Account: Ada Admin' }).click()
  await page.getByRole('menuitem', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'Members' }).click()
  await expect(heading(page, 'User management')).toBeVisible()
  await expect(figures(page)).toHaveText(['2', /\d/, '0', '2'])

  await page.getByRole('button', { name: 'Invite user' }).click()
  const invite = dialog(page, 'Invite user')
  await invite.getByLabel('Email address').fill(email)
  await invite.getByRole('radio', { name: 'Assigned per workspace' }).check()
  const warning = invite.getByText('They will join without any workspace.')
  await expect(warning).toBeVisible()
  await accessTo(page, 'Web').selectOption('Workspace manager')
  await expect(warning).toBeHidden()
  await invite.getByRole('button', { name: 'Send invitation' }).click()

  await expect(invite).toBeHidden()
  await expect(toasts(page)).toContainText(`${email} is invited.`)
  const row = inviteOf(page, email)
  await expect(row.getByRole('button', { name: '1 workspace', exact: true })).toBeVisible()
  await expect(row).toContainText('Assigned per workspace')
  await expect(row).toContainText('Sent by Ada Admin')
  await expect(row).toContainText('Pending')
  await expect(figures(page)).toHaveText(['2', /\d/, '1', '2'])

  const { subject, text, html } = await mailbox.newest(email)
  expect(subject).toBe('Ada Admin invited you to join Northwind')
  const link = await mailbox.link(email)
  expect(link.startsWith(`${app}/invite#`)).toBe(true)
  expect(text).toContain(link)
  const links = Array.from(html.matchAll(/href="([^"]*)"/g), ([, href]) => href)
  expect(links.length).toBeGreaterThan(0)
  expect(new Set(links)).toEqual(new Set([link]))
})

test('the dialog keeps what was typed when the address is invited or a member already, and says so (R4, R5)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const invited = newAddress()
  await northwind.invite(invited)
  const page = await visit(ada)
  await page.goto(northwind.settings())
  await page.getByRole('button', { name: 'Invite user' }).click()
  const invite = dialog(page, 'Invite user')
  const address = invite.getByLabel('Email address')
  const send = invite.getByRole('button', { name: 'Send invitation' })
  await invite.getByRole('radio', { name: 'Assigned per workspace' }).check()
  await accessTo(page, 'Mobile').selectOption('Member')

  await address.fill(ada.email)
  await send.click()
  await expect(invite.getByRole('alert')).toContainText([
    'This address belongs to a member already. Change their role or workspace access under Members.',
  ])
  await expect(address).toHaveValue(ada.email)
  await expect(address).toBeFocused()

  const shouted = invited.toUpperCase()
  await address.fill(shouted)
  await send.click()
  await expect(invite.getByRole('alert')).toContainText([
    'This address has a pending invitation already. Resend that one, or cancel it first.',
  ])
  await expect(address).toHaveValue(shouted)
  await expect(accessTo(page, 'Mobile').locator('option:checked')).toHaveText('Member')

  await invite.getByRole('button', { name: 'Show the invitation' }).click()
  await expect(invite).toBeHidden()
  await expect(inviteOf(page, invited)).toBeFocused()
})

test('the dialog says what is wrong with an address before it is sent (R6, R20)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const page = await visit(ada)
  await page.goto(northwind.settings())
  await page.getByRole('button', { name: 'Invite user' }).click()
  const invite = dialog(page, 'Invite user')
  const owner = invite.getByRole('radio', { name: 'Owner' })
  await expect(owner).toBeDisabled()
  await expect(owner).toHaveAccessibleDescription('Only an Owner can invite an Owner.')
  const address = invite.getByLabel('Email address')
  await address.fill('nadia@')
  await invite.getByRole('button', { name: 'Send invitation' }).click()
  await expect(address).toHaveAccessibleDescription(
    'No mail can be sent to this address. Check it for typing errors.',
  )
  await expect(address).toBeFocused()
  await expect(address).toHaveValue('nadia@')
})

test('an Admin changes what an invitation grants, without another mail (R16)', async ({
  found,
  mailbox,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const email = newAddress()
  await northwind.invite(email, { grants: { Web: 'member' }, by: ada })
  const page = await visit(ada)
  await page.goto(northwind.settings())
  const row = inviteOf(page, email)
  await row.getByRole('button', { name: '1 workspace', exact: true }).click()
  const access = dialog(page, 'Manage workspace access')
  await expect(access).toContainText(email)
  await expect(accessTo(page, 'Web').locator('option:checked')).toHaveText('Member')
  await expect(accessTo(page, 'Mobile').locator('option')).toHaveText([
    'No access',
    'Member',
    'Workspace manager',
  ])
  await accessTo(page, 'Mobile').selectOption('Workspace manager')
  await access.getByRole('button', { name: 'Save' }).click()
  await expect(access).toBeHidden()
  await expect(row.getByRole('button', { name: '2 workspaces' })).toBeFocused()

  await row.getByRole('button', { name: '2 workspaces' }).click()
  await expect(accessTo(page, 'Mobile').locator('option:checked')).toHaveText('Workspace manager')
  await accessTo(page, 'Web').selectOption('No access')
  await access.getByRole('button', { name: 'Save' }).click()
  await expect(row.getByRole('button', { name: '1 workspace', exact: true })).toBeVisible()
  expect(await mailbox.to(email)).toHaveLength(1)
})
