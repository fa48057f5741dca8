// A picture can be enlarged, and saved as a file of its own.
const idOf = svg => svg.getAttribute('aria-labelledby').split(' ')[0].replace(/-t$/, '');

// The rules that draw it, with the colours that it has now: other programs know no variables.
const styleOf = svg => {
  const computed = getComputedStyle(document.documentElement);
  const isUsed = rule => rule instanceof CSSStyleRule && rule.selectorText !== '*' && (rule.selectorText.startsWith('svg') || svg.querySelector(rule.selectorText));
  return [...document.styleSheets[0].cssRules].filter(isUsed).map(rule => rule.cssText.replace(/var\((--[\w-]+)\)/g, (_, name) => computed.getPropertyValue(name))).join('');
};
const fileOf = svg => {
  const file = svg.cloneNode(true);
  const [width, height] = file.getAttribute('viewBox').split(' ').slice(2);
  file.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  file.setAttribute('width', width);
  file.setAttribute('height', height);
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
  style.textContent = styleOf(svg);
  file.prepend(style);
  return { text: new XMLSerializer().serializeToString(file), width: Number(width), height: Number(height) };
};
const save = (name, blob) => {
  const link = make('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};
const saveSvg = svg => save(`${idOf(svg)}.svg`, new Blob([fileOf(svg).text], { type: 'image/svg+xml' }));
// Twice as many pixels as the picture has, for print and for narrow screens of many pixels.
const savePng = async svg => {
  const { text, width, height } = fileOf(svg);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = make('canvas', { width: 2 * width, height: 2 * height });
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob(blob => save(`${idOf(svg)}.png`, blob), 'image/png');
};

const dialog = make('dialog', { id: 'picture' });
const close = make('button', { type: 'button' }, 'Close');
close.setAttribute('aria-label', 'Close the picture');
dialog.append(make('div', { className: 'tools' }, close));
document.body.append(dialog);
let enlarged = null;
const putBack = () => {
  if (!enlarged) return;
  enlarged.place.append(enlarged.svg);
  enlarged = null;
  dialog.removeAttribute('aria-label');
};
const enlarge = svg => {
  putBack();
  enlarged = { svg, place: svg.parentElement };
  dialog.append(svg);
  dialog.setAttribute('aria-label', svg.querySelector('title').textContent);
  if (!dialog.open) dialog.showModal();
};
close.addEventListener('click', () => dialog.close());
dialog.addEventListener('close', () => {
  putBack();
  address.set('picture', '');
});

const pictures = new Map([...document.querySelectorAll('figure svg')].map(svg => [idOf(svg), svg]));
for (const [id, svg] of pictures) {
  const tools = make('div', { className: 'tools' });
  const title = svg.querySelector('title').textContent;
  const actions = { Enlarge: () => { address.set('picture', id); enlarge(svg); }, 'Save as PNG': () => savePng(svg), 'Save as SVG': () => saveSvg(svg) };
  for (const [text, action] of Object.entries(actions)) {
    const button = make('button', { type: 'button' }, text);
    button.setAttribute('aria-label', `${text}: ${title}`);
    button.addEventListener('click', action);
    tools.append(button);
  }
  svg.closest('figure').after(tools);
}

// The tables of values that are open are named by their pictures.
const values = [...document.querySelectorAll('details[data-of]')];
for (const details of values) {
  details.addEventListener('toggle', () => address.set('open', values.filter(other => other.open).map(other => other.dataset.of).join(' ')));
}
const showPictures = () => {
  const open = address.get('open').split(' ');
  for (const details of values) details.open = open.includes(details.dataset.of);
  const svg = pictures.get(address.get('picture'));
  if (svg) enlarge(svg);
  else if (dialog.open) dialog.close();
};
showPictures();
address.onChange(showPictures);
