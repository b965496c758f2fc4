// The app is static files: every page is made in the browser.
export const ssr = false
export const prerender = false
