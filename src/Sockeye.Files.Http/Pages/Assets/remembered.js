// What the browser keeps for us. Where it keeps nothing, nothing is remembered, and all else works.

export function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a text; null forgets it. */
export function remember(key, text) {
  try {
    if (text === null)
      localStorage.removeItem(key);
    else
      localStorage.setItem(key, text);
  } catch {
    // private windows, full storage
  }
}
