import { Api } from './support/api.ts'
import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { dialog, heading, toasts } from './support/screens.ts'

test('an Admin renames the organization, and a member is told why they can’t', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const page = await visit(ada)
  await page.goto(northwind.settings())
  await page.getByRole('link', { name: 'General' }).click()
  await expect(heading(page, 'General')).toBeVisible()
  const name = page.getByLabel('Organization name')
  await expect(name).toHaveValue('Northwind')
  await name.fill(' ')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(name).toHaveAccessibleDescription(/Enter a name of 1 to 200 characters/)
  await expect(name).toBeFocused()
  await name.fill('Southwind')
  await name.press('Enter')
  await expect(toasts(page)).toContainText('The organization is now called Southwind.')
  await expect(page.getByRole('button', { name: 'Organization: Southwind' })).toBeVisible()

  const mika = await visit(await northwind.join('Mika Mori'))
  await mika.goto(northwind.settings('general'))
  await expect(mika.getByLabel('Organization name')).toHaveValue('Southwind')
  await expect(mika.getByLabel('Organization name')).not.toBeEditable()
  const save = mika.getByRole('button', { name: 'Save' })
  await expect(save).toBeDisabled()
  await expect(save).toHaveAccessibleDescription(
    'Only Owners and Admins can rename the organization.',
  )
  const remove = mika.getByRole('button', { name: 'Delete organization' })
  await expect(remove).toBeDisabled()
  await expect(remove).toHaveAccessibleDescription('Only an Owner can delete the organization.')
})

test('the last Owner is told why they can’t leave; a member leaves (R20, R35)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings('general'))
  const leave = page.getByRole('button', { name: 'Leave organization' })
  await expect(leave).toBeDisabled()
  await expect(leave).toHaveAccessibleDescription(
    'You are the last Owner. Make somebody else Owner first.',
  )

  const mika = await visit(await northwind.join('Mika Mori'))
  await mika.goto(northwind.settings('general'))
  await mika.getByRole('button', { name: 'Leave organization' }).click()
  await mika
    .getByRole('alertdialog', { name: 'Leave Northwind?' })
    .getByRole('button', { name: 'Leave organization' })
    .click()
  await expect(heading(mika, 'You are in no organization yet')).toBeVisible()
})

test('an Owner deletes the organization with its name typed, and lands somewhere else', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const ottilie = await northwind.join('Ottilie Oster', { role: 'owner' })
  await northwind.invite(newAddress())
  const page = await visit(ottilie)
  await page.goto(northwind.settings('general'))
  await page.getByRole('button', { name: 'Delete organization' }).click()
  const alert = page.getByRole('alertdialog', { name: 'Delete Northwind?' })
  await expect(alert).toContainText('2 members lose access')
  await expect(alert).toContainText('1 pending invitation stops working')
  await expect(alert).toContainText('2 workspaces go')
  const typed = alert.getByLabel('Type “Northwind” to confirm')
  await typed.fill('northwind')
  await alert.getByRole('button', { name: 'Delete organization' }).click()
  await expect(typed).toHaveAccessibleDescription(/This is not the name/)
  await expect(typed).toBeFocused()
  await typed.fill('Northwind')
  await typed.press('Enter')
  await expect(heading(page, 'You are in no organization yet')).toBeVisible()
  await expect(toasts(page)).toContainText('Northwind is deleted.')

  const other = await visit(northwind.owner)
  await other.goto(northwind.settings())
  await expect(heading(other, 'There is no such organization for you')).toBeVisible()
})

test('people change their name, and find their profile in the account menu', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const mika = await northwind.join('Mika Mori')
  const page = await visit(mika)
  await page.goto(northwind.settings())
  await page.getByRole('button', { name: 'Account: Mika Mori' }).click()
  await page.getByRole('menuitem', { name: 'Profile' }).click()
  await expect(heading(page, 'Profile')).toBeVisible()
  await expect(page.getByLabel('Email address')).toHaveValue(mika.email)
  await expect(page.getByLabel('Email address')).not.toBeEditable()
  await page.getByLabel('Name', { exact: true }).fill('Mika Morimoto')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Account: Mika Morimoto' })).toBeVisible()
  await page.getByRole('link', { name: 'Members' }).click()
  await expect(page.getByRole('row').filter({ hasText: mika.email })).toContainText('Mika Morimoto')
})

test('whoever is in no organization has a profile as well', async ({ found, visit }) => {
  const northwind = await found()
  const nadia = await northwind.bring('Nadia Noor')
  const page = await visit(nadia)
  await page.goto('/')
  await page.getByRole('button', { name: 'Account: Nadia Noor' }).click()
  await page.getByRole('menuitem', { name: 'Profile' }).click()
  await expect(heading(page, 'Profile')).toBeVisible()
  await page.getByRole('link', { name: 'Back to Usher' }).click()
  await expect(heading(page, 'You are in no organization yet')).toBeVisible()
})

test('a password is changed with the current one, and ends the other sessions (R22)', async ({
  app,
  found,
  visit,
}) => {
  const northwind = await found()
  const mika = await northwind.join('Mika Mori')
  const elsewhere = await visit({ ...mika, api: await signedIn(app, mika) })
  await elsewhere.goto(northwind.settings('workspaces'))
  await expect(heading(elsewhere, 'Workspaces')).toBeVisible()

  const page = await visit(mika)
  await page.goto(northwind.settings('profile'))
  await expect(page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')).toHaveCount(2)
  const current = page.getByLabel('Current password', { exact: true })
  const next = page.getByLabel('New password', { exact: true })
  const change = page.getByRole('button', { name: 'Change password' })
  await change.click()
  await expect(current).toHaveAccessibleDescription('Enter your current password.')
  await expect(current).toBeFocused()
  await current.fill('not-the-right-one')
  await next.fill('short')
  await change.click()
  await expect(next).toHaveAccessibleDescription('A password has at least 8 characters.')
  await next.fill('password1')
  await change.click()
  await expect(next).toHaveAccessibleDescription(/one of the passwords that are tried first/)
  await next.fill('quite-another-one')
  await change.click()
  await expect(current).toHaveAccessibleDescription('This is not your current password.')
  await current.fill(mika.password)
  await change.click()
  await expect(toasts(page)).toContainText('Your password is changed.')
  await expect(current).toHaveValue('')
  await expect(page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')).toHaveCount(1)
  await page.reload()
  await expect(heading(page, 'Profile')).toBeVisible()

  await elsewhere.reload()
  await expect(heading(elsewhere, 'Sign in')).toBeVisible()
  await signedIn(app, { ...mika, password: 'quite-another-one' })
})

test('a session is ended from another device, and all of them at once', async ({
  app,
  found,
  visit,
}) => {
  const northwind = await found()
  const mika = await northwind.join('Mika Mori')
  const second = await visit({ ...mika, api: await signedIn(app, mika) })
  const third = await visit({ ...mika, api: await signedIn(app, mika) })
  const page = await visit(mika)
  await page.goto(northwind.settings('profile'))
  const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
  await expect(sessions).toHaveCount(3)
  await expect(sessions.first()).toContainText('This device')
  await expect(sessions.first().getByRole('button')).toHaveText('Sign out')

  await sessions.getByRole('button', { name: 'End session' }).first().click()
  await expect(sessions).toHaveCount(2)
  await expect(page.getByRole('button', { name: 'Sign out everywhere' })).toBeFocused()
  await second.goto(northwind.settings())
  await third.goto(northwind.settings())
  // One of the two was ended; which one, only the server knows.
  const ended = second.getByRole('heading', { name: 'Sign in', level: 1 })
  const open = third.getByRole('heading', { name: 'User management', level: 1 })
  await expect(ended.or(second.getByRole('heading', { name: 'User management' }))).toBeVisible()
  await expect(open.or(third.getByRole('heading', { name: 'Sign in' }))).toBeVisible()
  const remaining = (await ended.isVisible()) ? third : second
  await expect(heading(remaining, 'User management')).toBeVisible()

  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  const alert = page.getByRole('alertdialog', { name: 'Sign out everywhere?' })
  await alert.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(heading(page, 'Sign in')).toBeVisible()
  await remaining.reload()
  await expect(heading(remaining, 'Sign in')).toBeVisible()
})

test('many organizations are searched, and switched between', async ({ found, visit }) => {
  const northwind = await found()
  const ottilie = await northwind.join('Ottilie Oster')
  for (let made = 1; made <= 11; made += 1)
    await ottilie.api.mutate('organization.create', { name: `Contoso ${made}` })
  const page = await visit(ottilie)
  await page.goto(northwind.settings())
  await page.getByRole('button', { name: 'Organization: Northwind' }).click()
  await page.getByRole('menuitem', { name: 'Find an organization…' }).click()
  const find = dialog(page, 'Organizations')
  await find.getByRole('combobox').fill('contoso 11')
  await expect(find.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Organization: Contoso 11' })).toBeVisible()
})

test('who is offline is told so, and catches up by themselves', async ({ found, visit }) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings('workspaces'))
  await expect(page.getByRole('heading', { name: 'Mobile' })).toBeVisible()
  await page.context().setOffline(true)
  const status = page.getByRole('status').filter({ hasText: 'You are offline.' })
  await expect(status).toBeVisible()
  await page.getByRole('button', { name: 'New workspace' }).click()
  await dialog(page, 'New workspace').getByLabel('Workspace name').fill('Depot')
  await northwind.addWorkspace('Harbor')
  await dialog(page, 'New workspace').getByRole('button', { name: 'Create workspace' }).click()
  await page.context().setOffline(false)
  await expect(status).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Harbor' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Depot' })).toBeVisible()
})

test('who does not hear of changes for a while is told so, until they do again', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  let isCut = true
  await page.routeWebSocket(/\/api\/live/, (socket) => {
    if (isCut) void socket.close()
    else socket.connectToServer()
  })
  await page.goto(northwind.settings('workspaces'))
  const status = page.getByRole('status').filter({ hasText: 'The connection is lost' })
  await expect(status).toBeVisible()
  await northwind.addWorkspace('Harbor')
  isCut = false
  await expect(page.getByRole('heading', { name: 'Harbor' })).toBeVisible()
  await expect(status).toBeHidden()
  // What was put before its connections stays there, so nobody else gets this page.
  await page.close()
})

/** The API with a session of its own, as another browser has it. */
function signedIn(app: string, { email, password }: { email: string; password: string }) {
  return new Api(app).signIn(email, password)
}
