/** Ends the session here and on the server. Throws when the server can't be reached: the session stands then. */
export async function signOut(): Promise<void> {
  const answer = await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  if (!answer.ok) throw new Error(`signing out answered ${answer.status}`)
}
