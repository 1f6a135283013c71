// The keyboard in tables: up and down (or k and j) go from row to row, Home and End to the first and last, Page Up and Page Down to the page before and
// after, where the first row has the focus again; Enter opens as any link does.
const turned = 'roundtable-turned';
const links = table => [...table.tBodies[0].rows].map(row => row.querySelector('a')).filter(Boolean);
for (const table of document.querySelectorAll('table.data')) {
  table.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = { PageDown: 'next', PageUp: 'prev' }[event.key];
    const link = page && document.querySelector(`.pager a[rel=${page}]`);
    if (link) {
      event.preventDefault();
      sessionStorage.setItem(turned, link.href);
      location.assign(link.href);
      return;
    }
    const rows = links(table);
    const at = rows.indexOf(document.activeElement.closest?.('tr')?.querySelector('a'));
    const to = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || !rows[to]) return;
    event.preventDefault();
    rows[to].focus();
  });
  if (sessionStorage.getItem(turned) === location.href) links(table)[0]?.focus();
}
sessionStorage.removeItem(turned);
