// Table or cards: by the room that there is beside the chat.

/** So much the table needs; with less, its rows are cards. */
const TABLE_PX = 1080;

export function fitTable(root: HTMLElement, main: HTMLElement): void {
  const fit = () => {
    const table = main.clientWidth >= TABLE_PX;
    root.classList.toggle('table', table);
    root.classList.toggle('cards', !table);
  };
  fit();
  new ResizeObserver(fit).observe(main);
}
