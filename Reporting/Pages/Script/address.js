// What the reader chose stands behind the # of the address, so that a link shows what its sender saw.
const address = (() => {
  const read = () => {
    const text = location.hash.slice(1);
    return new URLSearchParams(text.includes('=') ? text : text ? { at: decodeURIComponent(text) } : {});
  };
  let state = read();
  const listeners = [];
  const write = () => {
    const text = state.toString();
    // Browsers let a file from disk change what stands behind the # and nothing else.
    try { history.replaceState(null, '', text ? `#${text}` : location.pathname); } catch { location.hash = text; }
  };
  const set = (key, value) => {
    if ((state.get(key) ?? '') === (value ?? '')) return;
    if (value) state.set(key, value); else state.delete(key);
    write();
  };

  addEventListener('hashchange', () => {
    const next = read();
    // An address of a section only leads there, and changes nothing else.
    if ([...next.keys()].every(key => key === 'at')) {
      const section = next.get('at');
      set('at', section);
      write();
      return;
    }
    state = next;
    for (const listener of listeners) listener();
  });

  return { get: key => state.get(key) ?? '', set, onChange: listener => listeners.push(listener) };
})();

// Where the link of a section leads, with the rest of the address kept.
const goTo = (id, isFocused) => {
  const target = id && document.getElementById(id);
  if (!target) return;
  if (isFocused) {
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
  target.scrollIntoView();
};
for (const link of document.querySelectorAll('a[href^="#"]')) {
  link.addEventListener('click', event => {
    event.preventDefault();
    const id = link.hash.slice(1);
    address.set('at', id);
    goTo(id, true);
  });
}
