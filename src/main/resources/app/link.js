// The link of a set-up: /app/#s=SERVICE&u=USER, or &m=MAKE for a token before any customer is known.
// It stands behind the #, so that it is never sent to anybody.

/** What a fragment tells; null where it is none of ours. */
function parsed(fragment) {
  const told = new URLSearchParams(fragment.replace(/^#/, ''));
  const serviceId = told.get('s') ?? '';
  const userId = told.get('u') ?? '';
  const make = told.get('m') ?? '';
  if (!/^\d{8}$/.test(serviceId)) return null;
  if (/^\d{12}$/.test(userId)) return { serviceId, userId };
  return /^[A-Z0-9]{1,20}$/.test(make) ? { serviceId, make } : null;
}

/** What a QR code tells: a link to this app, and to no other place. */
export function scanned(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.origin !== location.origin || !/^\/app\/?$/.test(url.pathname)) return null;
  return parsed(url.hash);
}

/** Takes it out of the address, the history too. */
export function taken() {
  const link = parsed(location.hash);
  if (location.hash || location.pathname !== '/app/') history.replaceState(null, '', '/app/');
  return link;
}
