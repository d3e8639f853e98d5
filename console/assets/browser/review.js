// The reviewers' keys, and zoom and rotation of scans. Every page works without it.
const TYPED_INTO = 'input, textarea, select, [contenteditable]';
const MODIFIED = ['altKey', 'ctrlKey', 'metaKey', 'shiftKey'];

const ZOOMS = 4;

export function startReview() {
  document.addEventListener('keydown', (event) => {
    if (MODIFIED.some((name) => event[name]) || event.target.closest?.(TYPED_INTO)) return;
    const key = event.key.toLowerCase();
    if (!/^[a-z]$/.test(key)) return;
    const target = document.querySelector(`[data-key="${key}"]`);
    if (target === null) return;
    event.preventDefault();
    // What decides on an order is only brought into view: Enter does it.
    if (key === 'a') target.focus();
    else target.click();
  });
  for (const scan of document.querySelectorAll('[data-scan]')) {
    const image = scan.querySelector('img');
    let [zoom, turns] = [0, 0];
    const tools = {
      zoomIn: () => (zoom = Math.min(zoom + 1, ZOOMS)),
      zoomOut: () => (zoom = Math.max(zoom - 1, 0)),
      rotate: () => (turns = (turns + 1) % 4),
    };
    for (const button of scan.querySelectorAll('[data-tool]')) {
      button.hidden = false;
      button.addEventListener('click', () => {
        tools[button.dataset.tool]();
        image.className = `beian-zoom-${zoom} beian-turn-${turns}`;
      });
    }
  }
}
