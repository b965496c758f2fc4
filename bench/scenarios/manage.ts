import { address } from './invite.ts'
import { nth } from './answer.ts'
import { mutate, peerPost } from './calls.ts'
import { objectFloor } from './floors.ts'
import { must, single, type Scenario, type Side } from './scenario.ts'

/** Of invitations that were sent an hour ago, each once. */
export const resend: Scenario = {
  id: 'resend',
  title: 'Resend an invitation',
  build: ({ usher, peer, tasks }) => {
    const [ours, theirs] = [usher.organization(), peer.organization()]
    const invitations = all(tasks(1), (n) => usher.invitation(ours, address(n)))
    const same = all(tasks(1), (n) => peer.invitation(theirs, address(n)))
    return [
      {
        id: 'usher',
        worker: 'usher',
        share: 1,
        by: () => ours.owner.browser,
        task: single((n) =>
          mutate(
            'invitation.resend',
            { organizationId: ours.id, invitationId: nth(invitations)(n).id },
            ours.owner.browser,
            ({ sentAt, createdAt }) => must(String(sentAt) > String(createdAt), 'not sent anew'),
          ),
        ),
        kept: {
          sql: "SELECT count(*) FROM outbox_mail WHERE generation = 2 AND status = 'sent'",
          perTask: 1,
        },
      },
      {
        id: 'peer',
        worker: 'peer',
        share: 1,
        by: () => theirs.owner.browser,
        task: single((n) =>
          peerPost(
            'organization/invite-member',
            { organizationId: theirs.id, email: nth(same)(n).email, role: 'member', resend: true },
            theirs.owner.browser,
            ({ id }) => must(id === nth(same)(n).id, 'not sent anew'),
          ),
        ),
      },
      objectFloor,
    ] satisfies Side[]
  },
}

export const cancel: Scenario = {
  id: 'cancel',
  title: 'Cancel an invitation',
  build: ({ usher, peer, tasks }) => {
    const [ours, theirs] = [usher.organization(), peer.organization()]
    const invitations = all(tasks(1), (n) => usher.invitation(ours, address(n)))
    const same = all(tasks(1), (n) => peer.invitation(theirs, address(n)))
    return [
      {
        id: 'usher',
        worker: 'usher',
        share: 1,
        by: () => ours.owner.browser,
        task: single((n) =>
          mutate(
            'invitation.cancel',
            { organizationId: ours.id, invitationId: nth(invitations)(n).id },
            ours.owner.browser,
            ({ status }) => must(status === 'canceled', 'not canceled'),
          ),
        ),
        kept: { sql: canceled, perTask: 1 },
      },
      {
        id: 'peer',
        worker: 'peer',
        share: 1,
        by: () => theirs.owner.browser,
        task: single((n) =>
          peerPost(
            'organization/cancel-invitation',
            { invitationId: nth(same)(n).id },
            theirs.owner.browser,
            ({ status }) => must(status === 'canceled', 'not canceled'),
          ),
        ),
        kept: { sql: canceled, perTask: 1 },
      },
      objectFloor,
    ] satisfies Side[]
  },
}

const canceled = "SELECT count(*) FROM invitation WHERE status = 'canceled'"

const all = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n))
