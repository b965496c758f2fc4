import { expect, test } from './support/fixtures.ts'

test('a visitor who is not signed in is asked to', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await expect(page.getByLabel('Email', { exact: true })).toBeVisible()
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible()
})

test('the four people of the demo sign in', async ({ page, signIn }) => {
  await signIn(page, { email: 'olivia@acme.test' })
  await expect(page.getByRole('button', { name: 'Account: Olivia Owner' })).toBeVisible()
})
