import { accept, open } from './answer.ts'
import { bulk } from './bulk.ts'
import { inviteFifty, inviteOne } from './invite.ts'
import { joining } from './joining.ts'
import { cancel, resend } from './manage.ts'
import { list, viewer } from './read.ts'
import type { Scenario } from './scenario.ts'

export const scenarios: readonly Scenario[] = [
  inviteOne,
  inviteFifty,
  resend,
  cancel,
  accept,
  list,
  bulk,
  viewer,
  open,
  joining,
]
