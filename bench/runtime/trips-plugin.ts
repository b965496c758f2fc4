/**
 * Bindings that Miniflare has no option for, as a plugin of its own: a D1 whose calls go through the worker of
 * ../trips, and the way from there to the database. What a worker sees is a D1 like any other.
 */
type Binding = { type: string; database: string; dev?: { options: { database: string } } }
type Options = { config: { env?: Record<string, Binding> } }

/** Names of services as Miniflare gives them. */
const tripsWorker = 'core:user:trips'
const databases = 'd1:db:entry'

const bindingsOf = ({ config }: Options, type: string) =>
  Object.entries(config.env ?? {}).flatMap(([name, binding]) =>
    binding.type === `unsafe:${type}` && binding.dev
      ? [{ name, database: binding.dev.options.database }]
      : [],
  )

const observed = {
  bindingTypeDescription: 'D1 database, observed',
  getBindings: (options: Options) => [
    ...bindingsOf(options, 'observed-d1').map(({ name, database }) => ({
      name,
      wrapped: {
        moduleName: 'cloudflare-internal:d1-api',
        innerBindings: [
          {
            name: 'fetcher',
            service: { name: tripsWorker, props: { json: JSON.stringify({ database }) } },
          },
        ],
      },
    })),
    ...bindingsOf(options, 'way-to-d1').map(({ name, database }) => ({
      name,
      service: {
        name: databases,
        props: { json: JSON.stringify({ MINIFLARE_NAMESPACE: database }) },
      },
    })),
  ],
  getNodeBindings: () => ({}),
  getServices: () => [],
}

export const plugins = { observed }
