// The values of one column become columns, each with a measured figure of the others' rows.
const pivotRows = (columns, rows, by, measure) => {
  const keys = columns.map((column, i) => i).filter(i => i !== by && (i === 0 || columns[i].canPivot));
  const groups = new Map();
  const values = new Set();
  for (const row of rows) {
    const cells = cellsOf(row);
    const key = keys.map(i => cells[i]).join('\n\n');
    const group = groups.get(key) ?? groups.set(key, { heads: keys.map(i => cells[i]), figures: new Map() }).get(key);
    const figures = group.figures.get(cells[by]);
    if (figures) figures.push(cells[measure]); else group.figures.set(cells[by], [cells[measure]]);
    values.add(cells[by]);
  }
  const across = [...values].sort(compareNames);
  const pivoted = pivotedRows([...groups.values()], across);
  return {
    count: pivoted.length,
    all: () => pivoted,
    columns: [
      ...keys.map(i => columns[i]),
      ...across.map(value => ({ name: columns[by].name ? `${columns[by].name}: ${value}` : value, isNumber: true })),
    ],
  };
};

const pivotedRows = (groups, across) => {
  const figures = groups.map(group => across.map(value => group.figures.get(value)?.join('; ') ?? '–'));
  const scale = scaleOf(figures.flat().map(valueOf));
  return groups.map(({ heads }, i) => ({
    cells: [...heads, ...figures[i]],
    build: () => {
      const element = make('tr', {}, ...heads.map((text, column) => make(column === 0 ? 'th' : 'td', {}, text)));
      element.firstElementChild.setAttribute('scope', 'row');
      element.append(...figures[i].map(text => make('td', { className: `number${scale(valueOf(text))}` }, text)));
      return element;
    },
  }));
};

// As the tables' own scale: the length of a bar, logarithmic where the largest is more than 20 times the smallest.
const scaleOf = values => {
  const known = values.filter(value => value > 0);
  const [least, most] = [known.reduce((a, b) => Math.min(a, b), Infinity), known.reduce((a, b) => Math.max(a, b), 0)];
  const isFar = most / least > 20;
  return value => {
    if (!(value > 0) || known.length < 2) return '';
    const share = isFar ? 0.05 + 0.95 * Math.log(value / least) / Math.log(most / least) : value / most;
    return ` scale w${Math.max(1, Math.round(share * 20))}`;
  };
};
