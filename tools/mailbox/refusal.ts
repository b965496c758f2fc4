/** An answer that says no, in the provider's shape: https://resend.com/docs/api-reference/errors */
export class ApiRefusal extends Error {
  readonly status: number
  readonly reason: string

  constructor(status: number, reason: string, message: string) {
    super(message)
    this.status = status
    this.reason = reason
  }

  toJSON() {
    return { statusCode: this.status, name: this.reason, message: this.message }
  }
}
