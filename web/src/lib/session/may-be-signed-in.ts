/** Whether somebody may be signed in: the API says so with each answer (worker/auth/signed-in-hint.ts). */
export function mayBeSignedIn(): boolean {
  return /(?:^|;\s*)usher\.signed_in=1(?:;|$)/.test(document.cookie)
}
