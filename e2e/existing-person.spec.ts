import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { heading, memberOf } from './support/screens.ts'

test('somebody with an account signs in with the invited address, and accepts (R23)', async ({
  found,
  page,
}) => {
  const northwind = await found()
  const nadia = await northwind.join('Nadia Noor')
  const southwind = await found({ name: 'Southwind' })
  const { link } = await southwind.invite(nadia.email, { grants: { Mobile: 'member' } })
  await page.goto(link)
  await expect(heading(page, 'Join Southwind')).toBeVisible()
  await expect(page.getByLabel('Email', { exact: true })).toHaveValue(nadia.email)
  const signIn = page.getByRole('button', { name: 'Sign in', exact: true })
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await signIn.click()
  await expect(page.getByRole('alert').filter({ hasText: 'is wrong' })).toBeVisible()
  await page.getByLabel('Password', { exact: true }).fill(nadia.password)
  await signIn.click()
  await page.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(page.getByRole('button', { name: 'Organization: Southwind' })).toBeVisible()
  await expect(memberOf(page, 'Nadia Noor')).toContainText('Mobile')
})

test('the wrong account is told so, and the invitation survives switching it (R24)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const nadia = await northwind.join('Nadia Noor')
  const omar = await northwind.join('Omar Odeh')
  const southwind = await found({ name: 'Southwind' })
  const { link } = await southwind.invite(nadia.email)
  const page = await visit(omar)
  await page.goto(link)
  await expect(
    page.getByText(
      `You are signed in as ${omar.email}, but this invitation is for ${nadia.email}.`,
    ),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Accept invitation' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Switch account' }).click()
  await page.getByLabel('Password', { exact: true }).fill(nadia.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(page.getByRole('button', { name: 'Account: Nadia Noor' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Organization: Southwind' })).toBeVisible()
})

test('an invitation that was accepted says by whom, to anybody with its link (R29)', async ({
  found,
  page: nobody,
  visit,
}) => {
  const northwind = await found()
  const nadia = await northwind.join('Nadia Noor')
  const southwind = await found({ name: 'Southwind' })
  const { link } = await southwind.invite(nadia.email)
  const page = await visit(nadia)
  await page.goto(link)
  await page.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(page.getByRole('button', { name: 'Organization: Southwind' })).toBeVisible()

  await nobody.goto(link)
  await expect(heading(nobody, 'This invitation was accepted')).toBeVisible()
  await expect(nobody.getByText(`If that was you, sign in as ${nadia.email}.`)).toBeVisible()
  await expect(nobody.getByRole('link', { name: 'Sign in' })).toBeVisible()

  const other = await visit(await northwind.join('Omar Odeh'))
  await other.goto(link)
  await expect(other.getByText('Another account accepted it')).toBeVisible()
  await expect(other.getByRole('button', { name: 'Switch account' })).toBeVisible()
})

test('a link that was never made gets one page, whatever is wrong with it (R29)', async ({
  found,
  page,
}) => {
  const northwind = await found()
  const { link } = await northwind.invite(newAddress())
  for (const forged of [link.slice(0, -3), '/invite#anything', '/invite']) {
    await page.goto('about:blank')
    await page.goto(forged)
    await expect(heading(page, 'This link leads to no invitation')).toBeVisible()
    await expect(page.getByText('Ask whoever invited you to send it again.')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
    await expect(page.getByText('Northwind')).toHaveCount(0)
  }
})
