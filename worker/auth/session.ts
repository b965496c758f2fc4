/** Who a session belongs to. `email` is an address key (R6). */
export type SessionUser = {
  id: string
  name: string
  email: string
  emailVerified: boolean
}
