'use strict';
// Everything is readable without this script: it adds sorting, filtering, copying and the choice of light or dark.
(() => {
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // 1.5 ms comes before 900 µs in no alphabet: figures are compared by what they say.
  const sizes = { ns: 1, 'µs': 1e3, 'μs': 1e3, us: 1e3, ms: 1e6, s: 1e9, B: 1, KiB: 1024, MiB: 1048576, GiB: 1073741824 };
  const valueOf = text => {
    const found = /^\s*[<>]?\s*([-−]?[\d,]*\.?\d+(?:E[+-]?\d+)?)\s*([a-zµμ]*)/i.exec(text);
    return found ? Number(found[1].replace(/,/g, '').replace('−', '-')) * (sizes[found[2]] ?? 1) : NaN;
  };
  const textOf = cell => cell.textContent.trim();
  // Run9 comes before Run10.
  const names = new Intl.Collator(undefined, { numeric: true });
  const order = (left, right) => Number.isNaN(left.value) || Number.isNaN(right.value)
    ? Number.isNaN(left.value) - Number.isNaN(right.value) || names.compare(left.text, right.text)
    : left.value - right.value;

  const sort = (table, head, column) => {
    const direction = head.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
    const isNumber = head.classList.contains('number');
    const sign = direction === 'ascending' ? 1 : -1;
    const rows = [...table.tBodies[0].rows].map(row => {
      const text = row.cells[column] ? textOf(row.cells[column]) : '';
      return { row, text, value: isNumber ? valueOf(text) : NaN };
    });
    // Rows without a figure are last, whichever way.
    rows.sort((left, right) => isNumber && Number.isNaN(left.value) !== Number.isNaN(right.value) ? order(left, right) : sign * order(left, right));
    table.tBodies[0].append(...rows.map(row => row.row));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', direction);
  };

  const shown = table => [table.tHead.rows[0], ...[...table.tBodies[0].rows].filter(row => !row.hidden)].map(row => [...row.cells].map(textOf));
  // A spreadsheet computes what starts so; a number, with its unit or without, is none of that.
  const isFigure = text => /^[-+]?[\d,]*\.?\d+(?:E[+-]?\d+)?\s*[a-zµμ%]*$/i.test(text);
  const asText = text => /^[=+\-@]/.test(text) && !isFigure(text) ? `'${text}` : text;
  const quoted = text => /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  const asCsv = rows => rows.map(row => row.map(text => quoted(asText(text))).join(',')).join('\n') + '\n';
  const asMarkdown = (rows, table) => {
    const line = cells => `| ${cells.join(' | ')} |`;
    const escape = text => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]|~$]/g, '\\$&').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    const rule = [...table.tHead.rows[0].cells].map(cell => cell.classList.contains('number') ? '--:' : '---');
    const [head, ...body] = rows.map(row => line(row.map(escape)));
    return [head, line(rule), ...body].join('\n') + '\n';
  };

  // Pages from disk may not be allowed to write to the clipboard: then the text is there to be copied by hand.
  const copy = async (text, state, place) => {
    place.querySelector('.copied')?.remove();
    try {
      await navigator.clipboard.writeText(text);
      state.textContent = 'Copied.';
    } catch {
      const area = make('textarea', { className: 'copied', readOnly: true, value: text });
      area.setAttribute('aria-label', 'The table as text, to be copied');
      place.append(area);
      area.focus();
      area.select();
      state.textContent = 'Select and copy the text below.';
    }
  };

  let tables = 0;
  for (const table of document.querySelectorAll('table')) {
    const rows = table.tBodies[0].rows.length;
    const name = table.closest('.scroll')?.getAttribute('aria-label') ?? 'table';
    if (rows > 1) {
      [...table.tHead.rows[0].cells].forEach((head, column) => {
        if (!textOf(head)) return;
        const button = make('button', { type: 'button' }, ...head.childNodes);
        button.addEventListener('click', () => sort(table, head, column));
        head.append(button);
      });
    }

    const state = make('output', {});
    state.setAttribute('aria-live', 'polite');
    const tools = make('div', { className: 'tools' });
    if (rows > 7) {
      const filter = make('input', { type: 'search', id: `filter-${++tables}`, autocomplete: 'off' });
      filter.addEventListener('input', () => {
        const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
        let count = 0;
        for (const row of table.tBodies[0].rows) {
          const text = row.textContent.toLowerCase();
          row.hidden = !words.every(word => text.includes(word));
          count += row.hidden ? 0 : 1;
        }
        state.textContent = `${count} of ${rows} rows`;
      });
      filter.setAttribute('aria-label', `Filter rows: ${name}`);
      tools.append(make('label', { htmlFor: filter.id }, 'Filter rows', filter));
    }

    for (const [text, format] of [['Copy as Markdown', asMarkdown], ['Copy as CSV', asCsv]]) {
      const button = make('button', { type: 'button' }, text);
      button.setAttribute('aria-label', `${text}: ${name}`);
      button.addEventListener('click', () => copy(format(shown(table), table), state, tools));
      tools.append(button);
    }

    tools.append(state);
    const scroll = table.closest('.scroll');
    scroll.classList.toggle('tall', rows > 25);
    scroll.before(tools);
  }

  // Kept for this window only, and only where that is allowed.
  const remember = theme => { try { sessionStorage.setItem('theme', theme); } catch { /* From disk it may not be. */ } };
  const remembered = () => { try { return sessionStorage.getItem('theme'); } catch { return null; } };
  const root = document.documentElement;
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const toggle = make('button', { type: 'button', id: 'theme' });
  const show = () => { toggle.textContent = isDark() ? 'Light colours' : 'Dark colours'; };
  toggle.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    remember(root.dataset.theme);
    show();
  });
  const before = remembered();
  if (before === 'dark' || before === 'light') root.dataset.theme = before;
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  show();
  document.querySelector('header').prepend(toggle);
})();
