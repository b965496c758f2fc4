// What an invitee sees first is in the page itself, and what comes then is fetched along with it.
export const ssr = true
export const prerender = true
