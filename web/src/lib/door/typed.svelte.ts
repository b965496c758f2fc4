/** What was typed on one door page, for the next one; gone with the page's memory, and in no address. */
export const typed = $state({ email: '' })
