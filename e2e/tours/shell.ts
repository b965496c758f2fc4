import { newAddress } from '../support/organization.ts'
import { requestsOf } from '../support/requests.ts'
import { button, lookAndClose, openAlert, openDialog, openMenu, title, type Tour } from './tour.ts'

export const shell: Tour = {
  name: 'the menus around every page, and what is searched in them',
  of: ['AccountMenu', 'OrganizationMenu', 'CommandMenu', 'LeaveOrganization'],
  async walk(guide) {
    const { found, look, say, visit } = guide
    const northwind = await found()
    const mika = await northwind.join('Mika Mori')
    const page = await visit(northwind.owner)
    await page.goto(northwind.settings('workspaces'))
    await button(page, say('account', { name: 'Olivia Owner' })).click()
    await lookAndClose(guide, 'AccountMenu', 'open', openMenu(page))
    await button(page, say('organization_menu', { name: 'Northwind' })).click()
    await lookAndClose(guide, 'OrganizationMenu', 'open', openMenu(page))

    const search = openDialog(page).getByRole('combobox')
    await page.keyboard.press('Control+k')
    await look('CommandMenu', 'open', openDialog(page))
    await search.fill('olivia')
    await look('CommandMenu', 'with people', page.getByRole('group', { name: say('members') }))
    const nothing = say('command_nothing', { search: 'nothing of this name' })
    await search.fill('nothing of this name')
    await look('CommandMenu', 'with nothing', openDialog(page).getByText(nothing).last())
    await page.route(requestsOf('member.list'), (route) => route.abort())
    await search.fill('anybody')
    await look('CommandMenu', 'that failed', button(openDialog(page), say('retry')))

    const member = await visit(mika)
    await member.goto(northwind.settings('general'))
    await title(member, say('general')).waitFor()
    await member.keyboard.press('Control+k')
    await openDialog(member).getByRole('combobox').fill(newAddress())
    const refused = openDialog(member).getByRole('option').getByText(say('why_not_invite'))
    await lookAndClose(guide, 'CommandMenu', 'with what can’t be chosen', refused)
    await button(member, say('leave')).click()
    await lookAndClose(guide, 'LeaveOrganization', 'asked back', openAlert(member))
  },
}

export const withoutOrganization: Tour = {
  name: 'where no organization is, or none for the viewer',
  of: ['/', '/o/[organizationId]', '/profile', 'NewOrganization'],
  async walk(guide) {
    const { found, look, say, visit } = guide
    const northwind = await found()
    const page = await visit(await northwind.bring('Nadia Noor'))
    await page.goto('/')
    await look('/', 'without an organization', title(page, say('no_organization_title')))
    await button(page, say('create_organization')).click()
    await button(openDialog(page), say('create_organization')).click()
    const error = openDialog(page).getByText(say('name_invalid'))
    await lookAndClose(guide, 'NewOrganization', 'with its error', error)
    await page.goto(northwind.settings())
    const unknown = title(page, say('unknown_organization_title'))
    await look('/o/[organizationId]', 'of others', unknown)
    await page.goto('/profile')
    await look('/profile', 'without an organization', title(page, say('profile')))
    await page.route(requestsOf('viewer.get'), (route) => route.abort())
    await page.goto('/')
    await look('/', 'that can’t be loaded', button(page, say('retry')))
  },
}
