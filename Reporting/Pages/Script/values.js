// Reads what cells say, and orders it.
const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

// 1.5 ms comes before 900 µs in no alphabet: figures are compared by what they say.
const sizes = { ns: 1, 'µs': 1e3, 'μs': 1e3, us: 1e3, ms: 1e6, s: 1e9, B: 1, KiB: 1024, MiB: 1048576, GiB: 1073741824 };
const valueOf = text => {
  const found = /^\s*[<>]?\s*([-−+]?[\d,]*\.?\d+(?:E[+-]?\d+)?)\s*([a-zµμ]*)/i.exec(text);
  return found ? Number(found[1].replace(/,/g, '').replace('−', '-')) * (sizes[found[2]] ?? 1) : NaN;
};
const countText = count => count.toLocaleString('en');
const textOf = cell => cell.textContent.trim();

// Run9 comes before Run10.
const names = new Intl.Collator(undefined, { numeric: true });
const compareNames = (left, right) => names.compare(left, right);
// The same for many names of plain letters, ten times as fast: numbers are filled up to one length.
const isPlain = text => /^[\x20-\x7e]*$/.test(text);
const plainKey = text => text.toLowerCase().replace(/\d+/g, digits => digits.padStart(15, '0'));
const comparePlain = (left, right) => left < right ? -1 : left > right ? 1 : 0;

// Rows without a figure are last, whichever way.
const compareFigures = (left, right, sign) => {
  const [hasLeft, hasRight] = [!Number.isNaN(left), !Number.isNaN(right)];
  return hasLeft && hasRight ? sign * (left - right) : hasRight - hasLeft;
};
