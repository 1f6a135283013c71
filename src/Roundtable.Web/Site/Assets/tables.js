// The keyboard in tables: up and down (or k and j) go from row to row, Home and End to the first and last, Enter opens as any link does.
for (const table of document.querySelectorAll('table.data')) {
  table.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...table.tBodies[0].rows].map(row => row.querySelector('a')).filter(Boolean);
    const at = rows.indexOf(document.activeElement.closest?.('tr')?.querySelector('a'));
    const to = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || !rows[to]) return;
    event.preventDefault();
    rows[to].focus();
  });
}
