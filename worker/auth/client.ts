/**
 * Who a limit of a client counts: its address, or the network of its IPv6 address (/64), of which one subscriber
 * has more than could be counted.
 */
export function clientOf(headers: Headers): string {
  // Cloudflare sets it, whatever the client sent.
  const ip = headers.get('cf-connecting-ip') ?? 'unknown'
  return ip.includes(':') ? networkOf(ip.toLowerCase()) : ip
}

function networkOf(ip: string): string {
  const [start = [], end = []] = ip.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array.from({ length: 8 - start.length - end.length }, () => '0')
  const groups = [...start, ...zeros, ...end].slice(0, 4)
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}
