// The rows of a table. A long table has its first rows as elements and the others as text, which a browser reads without
// making elements of it: they are made when they are shown.
const firstRows = 200;
const decode = text => text.includes('&') ? text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&') : text;
const contentOf = text => text.includes('<') ? text.replace(/<[^>]*>/g, '') : text;
// Names hold no < here: they are escaped. The first tag is the row's own.
const cellsOfText = text => {
  const cells = [];
  for (let at = text.indexOf('<t', 3); at >= 0;) {
    const from = text.indexOf('>', at) + 1;
    const to = text.indexOf('</t', from);
    cells.push(decode(contentOf(text.slice(from, to))).trim());
    at = text.indexOf('<t', to + 3);
  }
  return cells;
};
const cellsOf = row => row.cells ??= row.element ? [...row.element.cells].map(textOf) : cellsOfText(row.text);
const searchOf = row => row.search ??= cellsOf(row).join('\n').toLowerCase();

// The rows as elements, and a function that adds the others when they are wanted.
const rowsOf = (table, rest) => {
  const first = [...table.tBodies[0].rows].map(element => ({ element }));
  let all = rest ? null : first;
  const readAll = () => {
    const text = rest.textContent;
    const parts = text.slice(text.indexOf('<tbody>') + 7, text.lastIndexOf('</tbody>')).split('</tr>');
    parts.pop();
    rest.remove();
    return [...first, ...parts.map(part => ({ text: part }))];
  };
  return { count: first.length + Number(rest?.dataset.rows ?? 0), first, all: () => all ??= readAll() };
};

const elementsOf = rows => {
  for (const row of rows) if (row.build) row.element ??= row.build();
  const missing = rows.filter(row => !row.element);
  if (missing.length > 0) {
    const template = document.createElement('template');
    template.innerHTML = missing.map(row => `${row.text}</tr>`).join('');
    missing.forEach((row, i) => { row.element = template.content.children[i]; });
  }
  return rows.map(row => row.element);
};

const columnsOf = table => [...table.tHead.rows[0].cells].map(head => ({
  name: textOf(head),
  isNumber: head.classList.contains('number'),
  canPivot: head.hasAttribute('data-pivot'),
}));

const sortRows = (rows, column, isNumber, isDescending) => {
  const sign = isDescending ? -1 : 1;
  const texts = rows.map(row => cellsOf(row)[column] ?? '');
  const arePlain = texts.every(isPlain);
  const compare = arePlain ? comparePlain : compareNames;
  const keyed = rows.map((row, i) => ({ row, name: arePlain ? plainKey(texts[i]) : texts[i], value: isNumber ? valueOf(texts[i]) : NaN }));
  keyed.sort((left, right) => isNumber
    ? compareFigures(left.value, right.value, sign) || (Number.isNaN(left.value) ? sign * compare(left.name, right.name) : 0)
    : sign * compare(left.name, right.name));
  return keyed.map(entry => entry.row);
};

// Every word must stand somewhere in the row.
const filterRows = (rows, text) => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0 ? rows : rows.filter(row => words.every(word => searchOf(row).includes(word)));
};

// Read while the reader looks at the first rows, a part at a time, so that the first sort or filter need not do it.
const readAhead = rows => {
  const part = from => requestIdleCallback(() => {
    const all = rows();
    all.slice(from, from + 500).forEach(searchOf);
    if (from + 500 < all.length) part(from + 500);
  });
  part(0);
};
