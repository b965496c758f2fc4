/** As many as one command invites. */
export const mostInvitations = 500
/** Of all of those together. A list that keeps to both fits the body of one request. */
export const mostPromisedGrants = 10_000
