// Scripts of the site that are loaded when they are first wanted: on file:// a page may run a script of the site, but
// not fetch a file.

/** @type {Map<string, Promise<void>>} */
const asked = new Map();

/**
 * @param {URL} source
 * @returns {Promise<void>} done when the script has run; a script runs once
 */
export function loadScript(source) {
  let loading = asked.get(source.href);
  if (!loading) {
    loading = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source.href;
      script.onload = () => resolve();
      script.onerror = () => reject(new Error(`${source} cannot be loaded`));
      document.head.append(script);
    });
    asked.set(source.href, loading);
  }
  return loading;
}
