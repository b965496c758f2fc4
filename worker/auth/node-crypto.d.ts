// What is used of Node's crypto, which nodejs_compat brings. The whole of @types/node would also bring Node's
// globals, whose timers and fetch are not those of Workers.
declare module 'node:crypto' {
  export function scrypt(
    password: string,
    salt: Uint8Array,
    keyLength: number,
    options: { N: number; r: number; p: number; maxmem: number },
    callback: (error: Error | null, key: Uint8Array) => void,
  ): void
  export function timingSafeEqual(one: Uint8Array, other: Uint8Array): boolean
}
