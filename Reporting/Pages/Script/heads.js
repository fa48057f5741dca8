// The heads of a table are buttons that sort it; arrows, Home and End lead from one to another.
const addHeadButtons = (head, columns, sort) => {
  [...head.cells].forEach((cell, i) => {
    if (!columns[i].name) return;
    const button = make('button', { type: 'button' }, ...cell.childNodes);
    button.addEventListener('click', () => sort(columns[i].name, cell.getAttribute('aria-sort') === 'ascending'));
    cell.append(button);
  });
  head.addEventListener('keydown', moveAmongHeads);
};
const moveAmongHeads = event => {
  const heads = [...event.currentTarget.querySelectorAll('button')];
  const at = heads.indexOf(document.activeElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: heads.length - 1 }[event.key];
  if (at < 0 || !heads[to] || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  heads[to].focus();
};
