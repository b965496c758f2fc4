/**
 * Whether a version of Node, as "22.18.0", is at least another, as "22.18".
 * @param {string} version
 * @param {string} least
 */
export function newEnough(version, least) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number)
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
}
