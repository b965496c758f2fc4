import { newAddress } from '../support/organization.ts'
import { requestsOf } from '../support/requests.ts'
import { button, lookAndClose, openAlert, title, type Tour } from './tour.ts'

export const ticket: Tour = {
  name: 'the ticket, at every step (R21, R22, R23, R24, R29)',
  of: ['/invite', 'Decline'],
  async walk(guide) {
    const { found, look, say, visit } = guide
    const northwind = await found()
    const { link } = await northwind.invite(newAddress(), { grants: { Web: 'manager' } })
    const nadia = await northwind.bring('Nadia Noor', { role: 'admin' })
    const page = await visit()
    await page.goto(link)
    await button(page, say('invite_create')).click()
    await look('/invite', 'to a new person, with errors', page.getByText(say('door_name_missing')))
    await button(page, say('invite_decline')).click()
    await lookAndClose(guide, 'Decline', 'asked back', openAlert(page))
    await page.goto(nadia.link)
    await look('/invite', 'to sign in', button(page, say('door_sign_in')))

    const right = await visit(nadia)
    await right.goto(link)
    await look('/invite', 'with another account', button(right, say('invite_switch_account')))
    await right.goto(nadia.link)
    const accept = button(right, say('invite_accept'))
    await look('/invite', 'to accept', accept)
    await accept.click()
    await button(right, say('account', { name: 'Nadia Noor' })).waitFor()
    await right.goto(nadia.link)
    await look('/invite', 'accepted by you', title(right, say('invite_accepted_by_you')))
    await page.reload()
    await look('/invite', 'accepted by somebody', title(page, say('invite_accepted')))

    await page.route(requestsOf('invitation.open'), (route) => route.abort())
    await page.reload()
    await look('/invite', 'that can’t be read', title(page, say('invite_failed')))
  },
}

export const endedLinks: Tour = {
  name: 'the links that can’t be accepted (R29)',
  of: ['/invite'],
  async walk({ clock, found, look, say, visit }) {
    const northwind = await found()
    const ada = await northwind.join('Ada Admin', { role: 'admin' })
    const { api } = northwind.owner
    const organizationId = northwind.id
    const expired = newAddress('expired')
    const old = await northwind.invite(expired)
    clock.ageInvitation(expired, 80)
    const resent = await northwind.invite(newAddress('replaced'))
    await api.mutate('invitation.resend', { organizationId, invitationId: resent.id })
    const canceled = await northwind.invite(newAddress('canceled'))
    await api.mutate('invitation.cancel', { organizationId, invitationId: canceled.id })
    const declined = await northwind.invite(newAddress('declined'))
    await api.mutate('invitation.decline', { token: new URL(declined.link).hash.slice(1) })
    const held = await northwind.invite(newAddress('held'), { by: ada })
    await northwind.changeRole(ada, 'member')
    const page = await visit()
    for (const [link, name] of [
      [old.link, 'invite_expired'],
      [resent.link, 'invite_replaced'],
      [canceled.link, 'invite_canceled'],
      [declined.link, 'invite_declined'],
      [held.link, 'invite_on_hold'],
      ['/invite#none', 'invite_unknown'],
    ] as const) {
      await page.goto(link)
      await look('/invite', name, title(page, say(name)))
    }
  },
}
