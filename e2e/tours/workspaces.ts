import { newAddress } from '../support/organization.ts'
import { requestsOf } from '../support/requests.ts'
import { button, lookAndClose, openAlert, openDialog, openMenu, title, type Tour } from './tour.ts'

const route = '/o/[organizationId]/settings/workspaces'

export const workspaces: Tour = {
  name: 'the workspaces, and what is done to them (R19, R37)',
  of: [route, 'WorkspaceActions', 'WorkspaceForm', 'DeleteWorkspace', 'WhoHasAccess'],
  async walk(guide) {
    const { found, look, say, visit } = guide
    const northwind = await found()
    const wanda = await northwind.join('Wanda Weber', { grants: { Web: 'manager' } })
    await northwind.invite(newAddress(), { grants: { Web: 'member' } })
    const page = await visit(northwind.owner)
    await page.goto(northwind.settings('workspaces'))
    const menuOf = (name: string) => button(page, say('actions_for', { name }))
    const choose = (item: string) =>
      page.getByRole('menuitem', { name: say(item), exact: true }).click()

    await menuOf('Mobile').click()
    await choose('archive')
    const undo = button(page, say('undo'))
    await undo.hover()
    await look(route, 'with what can be undone', undo)
    await menuOf('Web').click()
    await look('WorkspaceActions', 'open', openMenu(page))
    await choose('edit_workspace')
    await lookAndClose(guide, 'WorkspaceForm', 'to rename', openDialog(page))
    await menuOf('Web').click()
    await choose('delete')
    const loses = openAlert(page).getByText(say('members_lose_access', { count: 1 }))
    await lookAndClose(guide, 'DeleteWorkspace', 'asked back', loses)
    await button(page, say('new_workspace')).click()
    await button(openDialog(page), say('create_workspace')).click()
    const error = openDialog(page).getByText(say('name_invalid'))
    await lookAndClose(guide, 'WorkspaceForm', 'with its error', error)
    await button(page, say('who_has_access')).first().click()
    const who = openDialog(page).getByText(wanda.email)
    await lookAndClose(guide, 'WhoHasAccess', 'with somebody', who)
    await button(page, say('who_has_access')).last().click()
    const nobody = openDialog(page).getByText(say('nobody_has_access'))
    await lookAndClose(guide, 'WhoHasAccess', 'with nobody', nobody)

    await page.context().setOffline(true)
    await look(route, 'offline', page.getByText(say('offline')))
    await page.context().setOffline(false)
    await page.getByText(say('offline')).waitFor({ state: 'hidden' })
    await page.route(requestsOf('workspace.list'), (route) => route.abort())
    await page.reload()
    await look(route, 'that can’t be loaded', button(page, say('retry')))

    const empty = await found({ workspaces: [] })
    const other = await visit(northwind.owner)
    await other.goto(empty.settings('workspaces'))
    await title(other, say('workspaces')).waitFor()
    await look(route, 'without any', other.getByText(say('no_workspaces_title')))
  },
}
