import { app } from './app.ts'
import { runSchedule } from './cron/index.ts'
import type { Env } from './env.ts'

export { OrganizationObject } from './organization/object.ts'

export default {
  fetch: app.fetch,
  scheduled: (controller, env) => runSchedule(controller.cron, env, controller.scheduledTime),
} satisfies ExportedHandler<Env>
