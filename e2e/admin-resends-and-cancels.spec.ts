import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { dialog, figures, heading, inviteOf, pendingInvites, toasts } from './support/screens.ts'

test('a resend brings a new link, the old one says so, and a second resend has to wait (R14, R20, R29)', async ({
  found,
  mailbox,
  page: invitee,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const email = newAddress()
  const { link: old } = await northwind.invite(email, { grants: { Web: 'member' } })
  const [page, elsewhere] = [await visit(ada), await visit(northwind.owner)]
  for (const each of [page, elsewhere]) {
    await each.goto(northwind.settings())
    await expect(inviteOf(each, email)).toContainText('Sent by Olivia Owner')
  }
  const resend = inviteOf(page, email).getByRole('button', { name: 'Resend' })
  await resend.click()
  await expect(toasts(page)).toContainText(`A new link is on its way to ${email}.`)
  await expect(inviteOf(page, email)).toContainText('Sent by Ada Admin')
  await expect(resend).toBeDisabled()
  await expect(resend).toHaveAccessibleDescription(
    /^It was sent a moment ago\. You can resend it in \d+ seconds?\.$/,
  )
  await expect(resend).toBeFocused()

  await inviteOf(elsewhere, email).getByRole('button', { name: 'Resend' }).click()
  await expect(toasts(elsewhere)).toContainText('It was sent a moment ago. You can resend it in')

  const link = await mailbox.link(email, 2)
  expect(link).not.toBe(old)
  await invitee.goto(old)
  await expect(heading(invitee, 'There is a newer mail')).toBeVisible()
  await expect(
    invitee.getByText(`Look for the newest mail from Northwind at ${email}`),
  ).toBeVisible()
  await expect(invitee.getByText('Ada Admin can send it once more.')).toBeVisible()
  await invitee.goto(link)
  await expect(heading(invitee, 'Join Northwind')).toBeVisible()
  await expect(invitee.getByText('Ada Admin')).toBeVisible()
  expect(await mailbox.to(email)).toHaveLength(2)
})

test('a canceled invitation is gone at once, its link says so, and the address is free (R15, R29)', async ({
  found,
  mailbox,
  page: invitee,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const email = newAddress()
  const { link } = await northwind.invite(email, { by: ada })
  const page = await visit(ada)
  await page.goto(northwind.settings())
  await expect(figures(page)).toHaveText(['2', /\d/, '1', '2'])

  await inviteOf(page, email).getByRole('button', { name: 'Cancel' }).click()
  const alert = page.getByRole('alertdialog', { name: 'Cancel this invitation?' })
  await expect(alert).toContainText(email)
  await alert.getByRole('button', { name: 'Keep it' }).click()
  await expect(alert).toBeHidden()
  await expect(inviteOf(page, email)).toBeVisible()

  await inviteOf(page, email).getByRole('button', { name: 'Cancel' }).click()
  await alert.getByRole('button', { name: 'Cancel invitation' }).click()
  await expect(pendingInvites(page)).toContainText('Nobody is on their way')
  await expect(figures(page)).toHaveText(['2', /\d/, '0', '2'])

  await invitee.goto(link)
  await expect(heading(invitee, 'This invitation was canceled')).toBeVisible()
  await expect(invitee.getByText('ask Ada Admin about it')).toBeVisible()
  await expect(invitee.getByRole('link', { name: 'Write to Ada Admin' })).toBeVisible()

  await page.getByRole('button', { name: 'Invite user' }).click()
  const invite = dialog(page, 'Invite user')
  await invite.getByLabel('Email address').fill(email)
  await invite.getByRole('radio', { name: 'Admin' }).check()
  await invite.getByRole('button', { name: 'Send invitation' }).click()
  await expect(inviteOf(page, email)).toContainText('Admin')
  await invitee.goto(await mailbox.link(email, 2))
  await expect(heading(invitee, 'Join Northwind')).toBeVisible()
})

test('an expired invitation says who can help, and a resend brings it back (R10, R11, R14, R29)', async ({
  clock,
  found,
  mailbox,
  page: invitee,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const email = newAddress()
  const { link: old } = await northwind.invite(email, { grants: { Mobile: 'member' }, by: ada })
  clock.ageInvitation(email, 73)
  await invitee.goto(old)
  await expect(heading(invitee, 'This invitation has expired')).toBeVisible()
  await expect(invitee.getByText('Ada Admin can send it again with one click')).toBeVisible()
  await expect(invitee.getByRole('link', { name: 'Write to Ada Admin' })).toHaveAttribute(
    'href',
    new RegExp(`^mailto:${ada.email}`),
  )

  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  const row = inviteOf(page, email)
  await expect(row).toContainText('Expired')
  await row.getByRole('button', { name: 'Resend' }).click()
  await expect(row).not.toContainText('Expired')
  await expect(row.getByRole('button', { name: '1 workspace', exact: true })).toBeVisible()

  await invitee.goto(await mailbox.link(email, 2))
  await expect(heading(invitee, 'Join Northwind')).toBeVisible()
  await expect(invitee.getByText('Olivia Owner')).toBeVisible()
  await expect(invitee.getByRole('definition').filter({ hasText: 'Mobile' })).toBeVisible()
})

test('an address whose invitation has expired can be invited anew (R17)', async ({
  clock,
  found,
  mailbox,
  page: invitee,
  visit,
}) => {
  const northwind = await found()
  const email = newAddress()
  const { link: old } = await northwind.invite(email)
  clock.ageInvitation(email, 72)
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await expect(inviteOf(page, email)).toContainText('Expired')
  await page.getByRole('button', { name: 'Invite user' }).click()
  const invite = dialog(page, 'Invite user')
  await invite.getByLabel('Email address').fill(email)
  await invite.getByRole('radio', { name: 'Owner' }).check()
  await invite.getByRole('button', { name: 'Send invitation' }).click()
  await expect(inviteOf(page, email)).toHaveCount(1)
  await expect(inviteOf(page, email)).toContainText('Owner')
  await expect(inviteOf(page, email)).not.toContainText('Expired')
  await invitee.goto(old)
  await expect(heading(invitee, 'There is a newer mail')).toBeVisible()
  await invitee.goto(await mailbox.link(email, 2))
  await expect(heading(invitee, 'Join Northwind')).toBeVisible()
})
