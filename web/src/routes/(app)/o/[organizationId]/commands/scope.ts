/** What the command menu searches: all that can be reached, or the viewer's organizations alone. */
export type CommandScope = 'everything' | 'organizations'
