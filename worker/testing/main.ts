/** The worker of the tests in workerd: the real one, standing on what a test may break (faulty/seams.ts). */
import type { Env } from '../env.ts'
import worker, { OrganizationObject as RealObject } from '../index.ts'
import type { Answer, Command, Verb } from '../organization/commands.ts'
import { faultyEnv, seams } from './faulty/seams.ts'

export class OrganizationObject extends RealObject {
  protected override readonly now = seams.now
  protected override readonly newId = seams.newId

  constructor(ctx: DurableObjectState, env: Env) {
    const name = nameOf(ctx)
    super(ctx, faultyEnv(env, { name, die: () => ctx.abort('crashed') }))
  }

  override execute(command: Command): Promise<Answer<Verb>> {
    seams.begins(nameOf(this.ctx))
    return super.execute(command)
  }
}

function nameOf({ id }: DurableObjectState): string {
  return id.name ?? String(id)
}

export default {
  fetch: (request, env, ctx) => worker.fetch(request, faultyEnv(env), ctx),
  scheduled: (controller, env) => worker.scheduled(controller, faultyEnv(env)),
} satisfies ExportedHandler<Env>
