import { newAddress } from '../support/organization.ts'
import { paste } from '../support/paste.ts'
import { button, hold, openDialog, type Tour } from './tour.ts'

/** More than go in one command, so that there is progress to be seen. */
const many = 501

export const inviteDialog: Tour = {
  name: 'inviting one, many, and from a file (R2, R7, R20)',
  of: ['InviteContent'],
  async walk({ found, look, say, visit }) {
    const northwind = await found()
    const invited = newAddress()
    await northwind.invite(invited)
    const page = await visit(northwind.owner)
    await page.goto(northwind.settings())
    await button(page, say('invite_user')).click()
    const invite = openDialog(page)
    const box = invite.getByLabel(say('email_address'))
    await invite.getByRole('combobox', { name: 'Web' }).waitFor()
    await look('InviteContent', 'as it opens', box)
    await box.fill(invited)
    await button(invite, say('send_invitation')).click()
    await look('InviteContent', 'refused', button(invite, say('show_invitation')))
    await box.fill(`${invited}, nobody@, ${newAddress()}`)
    await look('InviteContent', 'with a list', button(invite, say('resend_instead')))
    await invite.getByRole('radio', { name: say('role_owner'), exact: true }).check()
    await look('InviteContent', 'as Owner', invite.getByText(say('role_owner_notice')))

    await button(invite, say('csv_import')).click()
    await look('InviteContent', 'for a file', button(invite, say('csv_choose')))
    const bring = (name: string, text: string) =>
      invite
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
    await bring('names.csv', 'first,last\nNadia,Noor\n')
    const problem = say('csv_problem_no_address_column', { file: 'names.csv' })
    await look('InviteContent', 'with a wrong file', invite.getByText(problem))
    await bring('people.csv', `email,role\n${invited},\nnobody@,\n${newAddress()},owner\n`)
    await look('InviteContent', 'with rows', invite.getByText(say('row_already_invited')))
    await button(invite, say('send_invitation')).click()
    await look('InviteContent', 'with what was sent', button(invite, say('csv_report')))

    await button(invite, say('csv_back')).click()
    const sent = await hold(page, 'invitation.createMany')
    const list = Array.from({ length: many }, (_, at) => `p${at}@northwind.test`).join('\n')
    await paste(box, list)
    await button(invite, say('send_invitation')).click()
    await look('InviteContent', 'under way', invite.getByRole('progressbar'))
    await sent.drop()
    await look('InviteContent', 'broken off', button(invite, say('retry_failed')))
  },
}
