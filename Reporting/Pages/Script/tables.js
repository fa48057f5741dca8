// Sorting, filtering, pivoting and copying of every table.
const createTable = (table, number) => {
  const scroll = table.closest('.scroll');
  const name = scroll.getAttribute('aria-label') ?? 'table';
  const key = what => `${number}.${what}`;
  const rows = rowsOf(table, scroll.querySelector('noscript'));
  const own = { columns: columnsOf(table), count: rows.count, all: rows.all, head: table.tHead.rows[0] };
  const isLong = rows.count > 2 * firstRows;
  const state = announcer();
  const tools = make('div', { className: 'tools' });
  const more = make('p', { className: 'more', hidden: true });
  let view = own;
  // Null until something is chosen: then all rows are there in their own order.
  let chosen = null;
  let limit = isLong ? firstRows : Infinity;

  const show = () => {
    const shown = chosen.slice(0, limit);
    table.tBodies[0].replaceChildren(...elementsOf(shown));
    if (isLong) {
      table.setAttribute('aria-rowcount', chosen.length + 1);
      shown.forEach((row, i) => row.element.setAttribute('aria-rowindex', i + 2));
    }
    sayMore(shown.length);
  };
  const sayMore = shown => {
    const count = chosen?.length ?? own.count;
    more.hidden = shown >= count;
    if (isLong) more.firstChild.textContent = `${countText(shown)} of ${countText(count)} rows are shown; sorting, filtering and copying take all. `;
  };
  const grow = rows => {
    chosen ??= own.all();
    const from = Math.min(limit, chosen.length);
    limit += rows;
    const added = chosen.slice(from, limit);
    table.tBodies[0].append(...elementsOf(added));
    added.forEach((row, i) => row.element.setAttribute('aria-rowindex', from + i + 2));
    sayMore(Math.min(limit, chosen.length));
  };

  const sayCount = () => {
    state.textContent = chosen.length > 0 ? `${countText(chosen.length)} of ${countText(view.count)} rows` : `None of ${countText(view.count)} rows has all of these words.`;
  };
  const isAsked = () => ['sort', 'filter', 'pivot'].some(what => address.get(key(what)));
  const apply = () => {
    if (chosen === null && !isAsked()) {
      sayMore(rows.first.length);
      return;
    }
    pivot();
    const sort = address.get(key('sort'));
    const isDescending = sort.startsWith('-') && !view.columns.some(column => column.name === sort);
    const column = view.columns.findIndex(({ name }) => name && name === (isDescending ? sort.slice(1) : sort));
    const sorted = column < 0 ? view.all() : sortRows(view.all(), column, view.columns[column].isNumber, isDescending);
    const text = address.get(key('filter'));
    chosen = filterRows(sorted, text);
    limit = isLong ? firstRows : Infinity;
    show();
    [...view.head.cells].forEach((head, i) => {
      if (i === column) head.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    });
    if (filter && filter.value !== text) filter.value = text;
    if (text || state.textContent) sayCount();
  };

  const pivots = own.columns.filter(column => column.canPivot);
  const measures = own.columns.filter((column, i) => i > 0 && column.isNumber && !column.canPivot);
  let pivoted = '';
  const pivot = () => {
    const by = own.columns.findIndex(column => column.canPivot && column.name === address.get(key('pivot')));
    const wanted = address.get(key('show')) || measures[0]?.name;
    const asked = by < 0 ? '' : `${by} ${wanted}`;
    if (bySelect) [bySelect.value, showSelect.value, showSelect.disabled] = [by < 0 ? '' : own.columns[by].name, wanted, by < 0];
    if (asked === pivoted) return;
    pivoted = asked;
    view = own;
    if (by >= 0) {
      view = pivotRows(own.columns, own.all(), by, own.columns.findIndex(column => column.name === wanted));
      view.head = make('tr', {}, ...view.columns.map(column => {
        const head = make('th', { scope: 'col', className: column.isNumber ? 'number' : '' }, column.name);
        return head;
      }));
      addSorting(view);
    }
    table.tHead.replaceChildren(view.head);
  };

  const addSorting = ({ head, count, columns }) => {
    if (count < 2) return;
    addHeadButtons(head, columns, (name, isDescending) => {
      address.set(key('sort'), (isDescending ? '-' : '') + name);
      apply();
    });
  };

  let filter = null;
  if (own.count > 7) {
    filter = make('input', { type: 'search', id: `filter-${number}`, autocomplete: 'off' });
    filter.addEventListener('input', () => {
      address.set(key('filter'), filter.value);
      apply();
      sayCount();
    });
    filter.setAttribute('aria-label', `Filter rows: ${name}`);
    tools.append(make('label', { htmlFor: filter.id }, 'Filter rows', filter));
  }

  const select = (what, label, options) => {
    const element = make('select', { id: `${what}-${number}` }, ...options);
    element.setAttribute('aria-label', `${label}: ${name}`);
    element.addEventListener('change', () => {
      address.set(key(what), element.value);
      apply();
    });
    tools.append(make('label', { htmlFor: element.id }, label, element));
    return element;
  };
  const optionsOf = columns => columns.map(column => make('option', { value: column.name }, column.name));
  const canPivot = pivots.length > 0 && measures.length > 0 && own.count > 1;
  const bySelect = canPivot && select('pivot', 'Columns by', [make('option', { value: '' }, '(none)'), ...optionsOf(pivots)]);
  const showSelect = canPivot && select('show', 'with', optionsOf(measures));

  for (const [text, format] of [['Copy as Markdown', asMarkdown], ['Copy as CSV', asCsv]]) {
    const button = make('button', { type: 'button' }, text);
    button.setAttribute('aria-label', `${text}: ${name}`);
    const table = () => [view.columns.map(column => column.name), ...(chosen ?? own.all()).map(cellsOf)];
    button.addEventListener('click', () => copy(format(table(), view.columns), state, tools, 'The table as text'));
    tools.append(button);
  }

  if (isLong) {
    const all = make('button', { type: 'button' }, 'Show all rows');
    all.setAttribute('aria-label', `Show all rows: ${name}`);
    all.addEventListener('click', () => grow(Infinity));
    more.append(make('span', {}), all);
    scroll.append(more);
    scroll.addEventListener('scroll', () => {
      if (limit < (chosen?.length ?? own.count) && scroll.scrollTop + scroll.clientHeight > scroll.scrollHeight - 800) grow(firstRows);
    }, { passive: true });
  }

  if (isLong) {
    table.setAttribute('aria-rowcount', own.count + 1);
    rows.first.forEach((row, i) => row.element.setAttribute('aria-rowindex', i + 2));
  }
  tools.append(state);
  tools.id = `table-${number}`;
  scroll.before(tools);
  addSorting(own);
  apply();
  if (isLong && !table.closest('details')) readAhead(own.all);
  return {
    apply,
    showAll: () => { if (isLong) grow(Infinity); },
    showFirst: () => { if (isLong) { limit = firstRows; show(); } },
  };
};

const tables = [...document.querySelectorAll('main table')].map((table, i) => createTable(table, i + 1));
address.onChange(() => tables.forEach(table => table.apply()));
// Paper has every row.
addEventListener('beforeprint', () => tables.forEach(table => table.showAll()));
addEventListener('afterprint', () => tables.forEach(table => table.showFirst()));
