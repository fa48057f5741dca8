// A spreadsheet computes what starts so; a number, with its unit or without, is none of that.
const isFigure = text => /^[-+]?[\d,]*\.?\d+(?:E[+-]?\d+)?\s*[a-zµμ%]*$/i.test(text);
const asText = text => /^[=+\-@]/.test(text) && !isFigure(text) ? `'${text}` : text;
const quoted = text => /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
const asCsv = rows => rows.map(row => row.map(text => quoted(asText(text))).join(',')).join('\n') + '\n';
const asMarkdown = (rows, columns) => {
  const line = cells => `| ${cells.join(' | ')} |`;
  const escape = text => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]|~$]/g, '\\$&').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const [head, ...body] = rows.map(row => line(row.map(escape)));
  return [head, line(columns.map(column => column.isNumber ? '--:' : '---')), ...body].join('\n') + '\n';
};

// Pages from disk may not be allowed to write to the clipboard: then the text is there to be copied by hand.
const copy = async (text, state, place, what) => {
  place.querySelector('.copied')?.remove();
  try {
    await navigator.clipboard.writeText(text);
    state.textContent = 'Copied.';
  } catch {
    const area = make('textarea', { className: 'copied', readOnly: true, value: text });
    area.setAttribute('aria-label', `${what}, to be copied`);
    place.append(area);
    area.focus();
    area.select();
    state.textContent = 'Select and copy the text below.';
  }
};
const announcer = () => {
  const state = make('output', {});
  state.setAttribute('aria-live', 'polite');
  return state;
};
