import { button, title, type Tour } from './tour.ts'

export const doors: Tour = {
  name: 'sign-in, a forgotten password, and what there is no page for',
  of: ['/sign-in', '/forgot-password', '/reset-password', '+error'],
  async walk({ look, say, visit }) {
    const page = await visit()
    const email = page.getByLabel(say('door_email'), { exact: true })
    await page.goto('/sign-in')
    await button(page, say('door_sign_in')).click()
    await look('/sign-in', 'with its errors', page.getByText(say('door_email_missing')))
    await email.fill('nobody@northwind.test')
    await page.getByLabel(say('door_password'), { exact: true }).fill('a-rather-good-one')
    await button(page, say('door_sign_in')).click()
    await look('/sign-in', 'refused', page.getByText(say('sign_in_wrong')))

    await page.goto('/forgot-password')
    await look('/forgot-password', 'as it opens', title(page, say('reset_ask_title')))
    await email.fill('nobody@northwind.test')
    await button(page, say('reset_ask')).click()
    await look('/forgot-password', 'asked', title(page, say('reset_asked_title')))

    await page.goto('/reset-password#none')
    await page.getByLabel(say('reset_new_password'), { exact: true }).fill('a-rather-good-one')
    await look('/reset-password', 'filled in', page.getByText(say('door_password_good')))
    await button(page, say('reset_set')).click()
    await look('/reset-password', 'with a dead link', title(page, say('reset_dead_title')))

    await page.goto('/nowhere')
    await look('+error', 'without a page', title(page, say('page_missing')))
  },
}
