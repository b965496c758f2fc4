import { problemsOf, type Variables } from '../../worker/variables.ts'

/** Which variables of wrangler.toml still say what is meant for this machine. */
export function localVariables(vars: Record<string, unknown>, args: readonly string[]): string[] {
  return Object.entries(vars)
    .filter(([, value]) => /localhost|\.test\b/.test(String(value)))
    .map(([name]) => name)
    .filter((name) => !args.some((argument) => argument.includes(`${name}:`)))
}

/** The variables as they will be deployed: those of wrangler.toml, and over them what `--var NAME:value` gives. */
export function deployedVariables(
  vars: Record<string, unknown>,
  args: readonly string[],
): Partial<Variables> {
  const given = args.flatMap((argument) => {
    const [, name, value] = /^(?:--var=)?([A-Z_]+):(.*)$/.exec(argument) ?? []
    return name !== undefined && value !== undefined ? [[name, value] as const] : []
  })
  return { ...(vars as Partial<Variables>), ...Object.fromEntries(given) }
}

/** What is wrong with them. Secrets are kept at Cloudflare, which shows them to nobody. */
export function wrongVariables(variables: Partial<Variables>): readonly string[] {
  return problemsOf(variables).filter((problem) => !/^\w+_(?:SECRET|KEY)\b/.test(problem))
}
