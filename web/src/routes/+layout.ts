// The app is static files: a page is made in the browser, unless it says otherwise.
export const ssr = false
export const prerender = false
