// On phones the chat covers the page: what lies behind takes no focus and does not scroll; a keyboard leaves less than the screen;
// and the way back closes the chat and leaves the page where it is.

interface Launcher extends EventTarget {
  close(): void;
}

const small = matchMedia('(max-width:480px),(max-height:480px)');
const view = window.visualViewport as VisualViewport;
/** The page's own state stays in it: a router that looks at it sees what it knows. */
const isOurs = (): boolean => Boolean((history.state as { fapiao?: unknown } | null)?.fapiao);

/** `box` has the class `open` while the chat is on show in `panel`. */
export function coverPage(chat: Launcher, box: Element, panel: HTMLElement): void {
  const isOpen = () => box.classList.contains('open');
  let covered = false;

  function fit(): void {
    const full = isOpen() && small.matches;
    document.body.toggleAttribute('inert', full);
    if (full !== covered) document.documentElement.style.overflow = full ? 'hidden' : '';
    covered = full;
    panel.style.cssText = full ? `top:${view.offsetTop}px;height:${view.height}px` : '';
  }

  function changed(): void {
    fit();
    if (!isOpen() && isOurs()) history.back();
    else if (isOpen() && small.matches && !isOurs())
      history.pushState({ ...(history.state as object | null), fapiao: 1 }, '');
  }

  chat.addEventListener('open', changed);
  chat.addEventListener('close', changed);
  addEventListener('popstate', () => {
    if (isOpen() && !isOurs()) chat.close();
  });
  small.addEventListener('change', fit);
  view.addEventListener('resize', fit);
  // It may have been opened before this came.
  if (isOpen()) changed();
}
