import { app } from './app.ts'
import { runSchedule } from './cron/index.ts'
import type { Env } from './env.ts'
import { pageFor } from './pages.ts'

export { OrganizationObject } from './organization/object.ts'

export default {
  fetch: (request, env, ctx) => {
    const page = pageFor(request)
    return page ? env.ASSETS.fetch(page) : app.fetch(request, env, ctx)
  },
  scheduled: (controller, env) => runSchedule(controller.cron, env, controller.scheduledTime),
} satisfies ExportedHandler<Env>
