/** The page's own scheme. The library belongs to this origin: changing it would show everybody an empty library. */
export const SCHEME = 'pandect';
const PAGE_HOST = 'app';
export const PAGE_URL = `${SCHEME}://${PAGE_HOST}/`;

/** True for the address of the page itself: the only place a window may be at. */
export function isPage(address: string): boolean {
  return isOurs(address) && new URL(address).pathname === '/';
}

/** True for addresses of our own origin. (`URL.origin` is "null" for schemes that Node doesn't know.) */
export function isOurs(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === `${SCHEME}:` && url.host === PAGE_HOST && url.username === '' && url.password === ''
  );
}
