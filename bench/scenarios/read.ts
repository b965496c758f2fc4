import type { Organization, UsherRows } from '../rows/usher.ts'
import { hasLength, peerGet, query } from './calls.ts'
import { batchFloor, jsonFloor, readFloor } from './floors.ts'
import { address } from './invite.ts'
import { byOwner, must, type Scenario, type Side } from './scenario.ts'

/** A page of a hundred, of so many pending invitations. */
export const list: Scenario = {
  id: 'list',
  title: 'List pending invitations, a page of 100',
  build: ({ usher, peer, floors }) => {
    const theirs = peer.organization()
    for (let n = 0; n < 100; n += 1) peer.invitation(theirs, address(n))
    return [
      usherLists('usher', usher, 100),
      usherLists('usher-10000', usher, 10_000),
      usherLists('usher-100000', usher, 100_000),
      byOwner('peer', theirs, () =>
        peerGet(
          `organization/list-invitations?organizationId=${theirs.id}`,
          theirs.owner.browser,
          (invitations) => must(hasLength(invitations, 100), 'no full page'),
        ),
      ),
      readFloor(floors),
    ]
  },
}

function usherLists(id: string, usher: UsherRows, pending: number): Side {
  const organization = usher.organization()
  for (let n = 0; n < pending; n += 1) usher.invitation(organization, address(n))
  return byOwner('usher', organization, () => usherList(organization, pending), { id })
}

const usherList = ({ id: organizationId, owner }: Organization, pending: number) =>
  query('invitation.list', { organizationId, limit: 100 }, owner.browser, ({ items, total }) =>
    must(hasLength(items, 100) && total === pending, 'no full page'),
  )

/** Who is there, and where they belong: what each page of an app asks first. */
export const viewer: Scenario = {
  id: 'viewer',
  title: 'Who is there, and in which organizations',
  build: ({ usher, peer }) => {
    const [ours, theirs] = [usher.organization(), peer.organization()]
    return [
      byOwner(
        'usher',
        ours,
        () =>
          query('viewer.get', null, ours.owner.browser, (answer) =>
            must(hasLength(answer['memberships'], 1), 'no organization'),
          ),
        { share: 2 },
      ),
      byOwner(
        'peer',
        theirs,
        () =>
          peerGet('organization/list', theirs.owner.browser, (organizations) =>
            must(hasLength(organizations, 1), 'no organization'),
          ),
        { share: 2 },
      ),
      jsonFloor,
      batchFloor,
    ]
  },
}
