type Early = { url: string; body: string; answer: Promise<Response> }

declare global {
  interface Window {
    /** What `app.html` has asked the API already, before there was an app. */
    early?: Early
  }
}

/** The answer to what was asked early, once, for whoever would ask the same. */
export function takeEarly(url: unknown, body: unknown): Promise<Response> | undefined {
  const { early } = window
  if (!early || early.url !== url || early.body !== body) return undefined
  delete window.early
  return early.answer
}
