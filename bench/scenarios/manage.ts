import type { Invitation, Organization } from '../rows/usher.ts'
import { nth } from './answer.ts'
import { mutate, peerPost, type Answer } from './calls.ts'
import { objectFloor } from './floors.ts'
import { address } from './invite.ts'
import { byOwner, must, type Scenario, type World } from './scenario.ts'

/** Of invitations that were sent an hour ago, each once. */
export const resend: Scenario = {
  id: 'resend',
  title: 'Resend an invitation',
  build: (world) => {
    const { ours, theirs } = invited(world)
    return [
      byOwner('usher', ours, (n) => usherManages('resend', ours, n, isSentAnew), {
        kept: {
          sql: "SELECT count(*) FROM outbox_mail WHERE generation = 2 AND status = 'sent'",
          perTask: 1,
        },
      }),
      byOwner('peer', theirs, (n) => {
        const { id: organizationId, owner, of } = theirs
        const { id, email } = of(n)
        return peerPost(
          'organization/invite-member',
          { organizationId, email, role: 'member', resend: true },
          owner.browser,
          (sent) => must(sent['id'] === id, 'not sent anew'),
        )
      }),
      objectFloor,
    ]
  },
}

export const cancel: Scenario = {
  id: 'cancel',
  title: 'Cancel an invitation',
  build: (world) => {
    const { ours, theirs } = invited(world)
    return [
      byOwner('usher', ours, (n) => usherManages('cancel', ours, n, isCanceled), {
        kept: canceled,
      }),
      byOwner(
        'peer',
        theirs,
        (n) =>
          peerPost(
            'organization/cancel-invitation',
            { invitationId: theirs.of(n).id },
            theirs.owner.browser,
            isCanceled,
          ),
        { kept: canceled },
      ),
      objectFloor,
    ]
  },
}

const canceled = {
  sql: "SELECT count(*) FROM invitation WHERE status = 'canceled'",
  perTask: 1,
}

type Invited = Organization & { of: (n: number) => Invitation }

/** An organization on each side, with an invitation for each task. */
function invited({ usher, peer, tasks }: World): Record<'ours' | 'theirs', Invited> {
  const filled = (rows: World['usher'] | World['peer']) => {
    const organization = rows.organization()
    const invitations = Array.from({ length: tasks(1) }, (_, n) =>
      rows.invitation(organization, address(n)),
    )
    return { ...organization, of: nth(invitations) }
  }
  return { ours: filled(usher), theirs: filled(peer) }
}

const usherManages = (
  verb: 'resend' | 'cancel',
  { id: organizationId, owner, of }: Invited,
  n: number,
  check: (invitation: Answer) => void,
) => mutate(`invitation.${verb}`, { organizationId, invitationId: of(n).id }, owner.browser, check)

const isSentAnew = ({ sentAt, createdAt }: Answer) =>
  must(String(sentAt) > String(createdAt), 'not sent anew')

const isCanceled = ({ status }: Answer) => must(status === 'canceled', 'not canceled')
