import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { heading } from './support/screens.ts'

// The clock turns every reset link at once, so these take turns.
test.describe.configure({ mode: 'default' })

test('a forgotten password is set anew, with a link that works once (R41)', async ({
  found,
  mailbox,
  page,
}) => {
  const northwind = await found()
  const { name, email, password: old } = await northwind.join('Nadia Noor')
  await page.goto('/sign-in')
  await page.getByLabel('Email', { exact: true }).fill(email)
  await page.getByRole('link', { name: 'Forgot password?' }).click()
  await expect(heading(page, 'Forgot your password?')).toBeVisible()
  await expect(page.getByLabel('Email', { exact: true })).toHaveValue(email)
  await page.getByRole('button', { name: 'Send link' }).click()
  await expect(heading(page, 'Look into your mailbox')).toBeVisible()

  const { subject } = await mailbox.newest(email, 2)
  expect(subject).toBe('Set a new password for Usher')
  const link = await mailbox.link(email, 2)
  await page.goto(link)
  await setPassword(page, 'another-rather-good-one')
  await expect(page.getByText('Your new password is set. Sign in with it.')).toBeVisible()
  await page.getByLabel('Email', { exact: true }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(old)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('The email or the password is wrong.')).toBeVisible()
  await page.getByLabel('Password', { exact: true }).fill('another-rather-good-one')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('button', { name: `Account: ${name}` })).toBeVisible()

  await page.goto(link)
  await setPassword(page, 'a-third-rather-good-one')
  await expect(heading(page, 'This link has had its time')).toBeVisible()
})

test('a link to set a new password lives one hour, and its page offers another (R41)', async ({
  clock,
  found,
  mailbox,
  page,
}) => {
  const northwind = await found()
  const { email } = await northwind.join('Nadia Noor')
  await page.goto('/forgot-password')
  await page.getByLabel('Email', { exact: true }).fill(email)
  await page.getByRole('button', { name: 'Send link' }).click()
  const link = await mailbox.link(email, 2)
  clock.ageResetLinks(1)
  await page.goto(link)
  await setPassword(page, 'another-rather-good-one')
  await expect(heading(page, 'This link has had its time')).toBeVisible()
  await page.getByLabel('Email', { exact: true }).fill(email)
  await page.getByRole('button', { name: 'Send link' }).click()
  await page.goto(await mailbox.link(email, 3))
  await setPassword(page, 'another-rather-good-one')
  await expect(heading(page, 'Sign in')).toBeVisible()
})

test('nobody learns from the form who has an account, and guessing is limited (R30, R42)', async ({
  found,
  page,
}) => {
  await page.goto('/forgot-password')
  await page.getByLabel('Email', { exact: true }).fill('nobody@northwind.test')
  await page.getByRole('button', { name: 'Send link' }).click()
  await expect(page.getByText('If there is an account for nobody@northwind.test')).toBeVisible()

  const northwind = await found()
  const { email, api } = await northwind.join('Nadia Noor')
  await page.getByRole('link', { name: 'Back to sign in' }).click()
  await expect(page.getByText('Accounts come from invitations only.')).toBeVisible()
  await Promise.allSettled(Array.from({ length: 10 }, () => api.signIn(email, 'guessed')))
  await page.getByLabel('Email', { exact: true }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill('guessed once more')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(
    page.getByText(/^That was tried too often\. Try again in \d+ minutes?\./),
  ).toBeVisible()
})

async function setPassword(page: Page, password: string): Promise<void> {
  await expect(heading(page, 'Set a new password')).toBeVisible()
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Set password' }).click()
}
