// Draws a table marked `data-chart` as lines above it. The table stays: it says the same to everybody.
const COLOURS = ['#1d70b8', '#00703c', '#d4351c', '#4c2c92', '#b58840'];

function draw(table) {
  const heads = [...table.querySelectorAll('thead th')].map((head) => head.textContent);
  const rows = [...table.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent));
  const days = rows.map(([day]) => Date.parse(`${day}T00:00:00+08:00`) / 1000);
  const lines = heads.slice(1).map((_head, column) => rows.map((cells) => Number(cells[column + 1])));
  const place = document.createElement('div');
  table.caption.append(place);
  const options = {
    width: Math.max(300, place.clientWidth),
    height: 240,
    series: [
      { label: heads[0] },
      ...heads.slice(1).map((label, index) => ({ label, stroke: COLOURS[index % COLOURS.length], width: 2 })),
    ],
    scales: { x: { time: true } },
  };
  return new globalThis.uPlot(options, [days, ...lines], place);
}

for (const table of document.querySelectorAll('table[data-chart]')) draw(table);
