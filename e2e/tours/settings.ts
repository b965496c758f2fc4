import { button, lookAndClose, openAlert, title, type Tour } from './tour.ts'

const general = '/o/[organizationId]/settings/general'
const profile = '/o/[organizationId]/settings/profile'

export const settings: Tour = {
  name: 'the settings of an organization, and the own profile',
  of: [general, profile, 'DeleteOrganization', 'SignOutEverywhere'],
  async walk(guide) {
    const { found, look, say, visit } = guide
    const northwind = await found()
    const page = await visit(northwind.owner)
    await page.goto(northwind.settings('general'))
    await button(page, say('leave')).waitFor()
    await page.getByLabel(say('organization_name')).fill(' ')
    await button(page, say('save')).click()
    await look(general, 'with its error', page.getByText(say('name_invalid')))
    await button(page, say('delete_organization')).click()
    await openAlert(page).getByRole('textbox').fill('northwind')
    await button(openAlert(page), say('delete_organization')).click()
    const wrong = openAlert(page).getByText(say('typed_wrong', { name: 'Northwind' }))
    await lookAndClose(guide, 'DeleteOrganization', 'with another name', wrong)

    await page.goto(northwind.settings('profile'))
    await page.getByText(say('this_device')).waitFor()
    await button(page, say('change_password')).click()
    await look(profile, 'with its errors', page.getByText(say('current_password_missing')))
    await button(page, say('sign_out_everywhere')).click()
    await lookAndClose(guide, 'SignOutEverywhere', 'asked back', openAlert(page))

    const mika = await visit(await northwind.join('Mika Mori'))
    await mika.goto(northwind.settings('general'))
    await title(mika, say('general')).waitFor()
    const refused = mika.getByText(say('why_not_delete_organization')).first()
    await button(mika, say('delete_organization')).focus()
    await look(general, 'of who may change nothing', refused)
  },
}
