/** Whether somebody may be signed in: the API says so with each answer (worker/signed-in-hint.ts). */
export function mayBeSignedIn(): boolean {
  return /(?:^|;\s*)(?:__Host-)?usher\.signed_in=1(?:;|$)/.test(document.cookie)
}
