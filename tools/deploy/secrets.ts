import { wrangler } from '../lib/wrangler.ts'

const needed = ['BETTER_AUTH_SECRET', 'INVITATION_SECRET', 'RESEND_API_KEY']

/** Which of the secrets that the worker can't do without are not set at Cloudflare. */
export async function missingSecrets(): Promise<string[]> {
  const { code, stdout } = await wrangler(['secret', 'list', '--format', 'json'])
  // Before the first deployment there is no worker, and so no secret of it.
  const names = code === 0 ? (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name) : []
  return needed.filter((name) => !names.includes(name))
}

/** How to set them, a line each. */
export function howToSet(names: readonly string[]): string {
  return names
    .map((name) =>
      name === 'RESEND_API_KEY'
        ? '  npx wrangler secret put RESEND_API_KEY        (from https://resend.com/api-keys)'
        : `  openssl rand -base64 32 | npx wrangler secret put ${name}`,
    )
    .join('\n')
}
