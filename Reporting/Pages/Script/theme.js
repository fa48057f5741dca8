// Light or dark: as the address says, or else as this window's reader chose, or else as the system is.
const remember = theme => { try { sessionStorage.setItem('theme', theme); } catch { /* From disk it may not be. */ } };
const remembered = () => { try { return sessionStorage.getItem('theme'); } catch { return null; } };
const root = document.documentElement;
const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
const toggle = make('button', { type: 'button', id: 'theme' });
const showTheme = () => { toggle.textContent = isDark() ? 'Light colours' : 'Dark colours'; };
const applyTheme = () => {
  const theme = address.get('theme') || remembered();
  if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;
  showTheme();
};
toggle.addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  remember(root.dataset.theme);
  address.set('theme', root.dataset.theme);
  showTheme();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', showTheme);
applyTheme();
address.onChange(applyTheme);

// A link says the colours too, which the reader's own system would else choose.
const link = make('button', { type: 'button', id: 'link' }, 'Copy link');
const bar = make('div', { className: 'corner' });
const said = announcer();
link.addEventListener('click', () => {
  address.set('theme', isDark() ? 'dark' : 'light');
  copy(location.href, said, bar, 'The link');
});
bar.append(toggle, link, said);
document.querySelector('header').prepend(bar);
