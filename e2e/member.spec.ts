import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { requestsOf } from './support/requests.ts'
import { figures, heading, inviteOf, memberOf, members, pendingInvites } from './support/screens.ts'

test('a member opens User management, and can act on nobody (R12, R20, R32)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const mika = await northwind.join('Mika Mori', { grants: { Mobile: 'member' } })
  await northwind.invite(newAddress(), { grants: { Mobile: 'member' } })
  const page = await visit(mika)
  await page.goto(northwind.settings())
  await expect(heading(page, 'User management')).toBeVisible()
  await expect(figures(page).first()).toHaveText('2')
  await expect(memberOf(page, 'Olivia Owner')).toContainText('Owner')
  await expect(memberOf(page, 'Mika Mori')).toContainText('Mobile')
  await expect(members(page).getByRole('button', { name: /^Actions for/ })).toHaveCount(0)
  await expect(members(page).getByRole('checkbox')).toHaveCount(0)
  await expect(pendingInvites(page)).toContainText(
    'Invitations that you may see stand here until they are accepted.',
  )
  await expect(pendingInvites(page).getByRole('button')).toHaveCount(0)
  const invite = page.getByRole('button', { name: 'Invite user' })
  await expect(invite).toBeDisabled()
  await expect(invite).toHaveAccessibleDescription('Only Owners and Admins can invite.')
})

test('a member who was an Admin, and has not heard of it, is refused; what they created they see, and may cancel (R12, R15, R38)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const [own, other] = [newAddress('own'), newAddress('other')]
  await northwind.invite(own, { by: ada })
  await northwind.invite(other)
  await northwind.invitationsSent()
  const page = await visit(ada)
  // A connection that lives, and by which nothing comes: only the refusal tells the page that it is behind.
  await page.routeWebSocket(/\/api\/live/, (socket) => {
    socket.onMessage((word) => {
      if (word === 'ping') socket.send('pong')
    })
  })
  let answered = 0
  page.on('requestfinished', (request) => {
    if (requestsOf('viewer.get').test(request.url())) answered += 1
  })
  await page.goto(northwind.settings())
  await expect(inviteOf(page, other)).toBeVisible()
  await expect.poll(() => answered).toBe(2)
  await northwind.changeRole(ada, 'member')
  await inviteOf(page, own).getByRole('button', { name: 'Resend' }).click()
  await expect(inviteOf(page, other)).toHaveCount(0)
  await expect(inviteOf(page, own)).toContainText('Needs approval')
  await expect(inviteOf(page, own).getByRole('button', { name: 'Resend' })).toBeDisabled()
  await inviteOf(page, own).getByRole('button', { name: 'Cancel' }).click()
  await page
    .getByRole('alertdialog', { name: 'Cancel this invitation?' })
    .getByRole('button', { name: 'Cancel invitation' })
    .click()
  await expect(inviteOf(page, own)).toHaveCount(0)
  // What was put before its connections stays there, so nobody else gets this page.
  await page.close()
})
