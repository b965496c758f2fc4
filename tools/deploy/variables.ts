/** Which variables of wrangler.toml still say what is meant for this machine. */
export function localVariables(vars: Record<string, unknown>, args: readonly string[]): string[] {
  return Object.entries(vars)
    .filter(([, value]) => /localhost|\.test\b/.test(String(value)))
    .map(([name]) => name)
    .filter((name) => !args.some((argument) => argument.includes(`${name}:`)))
}
