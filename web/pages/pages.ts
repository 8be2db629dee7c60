// What the account pages do besides forms: passwords can be shown, and the chat of whoever has left is over.

/** Each password field gets a button that shows what is typed; without this script there is none. */
function showable(input: HTMLInputElement): void {
  const { show, hide } = input.dataset;
  if (!show || !hide) return;
  const button = document.createElement('button');
  const draw = (): void => {
    const hidden = input.type === 'password';
    button.ariaLabel = button.title = hidden ? show : hide;
    button.ariaPressed = `${!hidden}`;
  };
  button.type = 'button';
  button.className = 'show';
  button.setAttribute('aria-controls', input.id);
  button.addEventListener('click', () => {
    input.type = input.type === 'password' ? 'text' : 'password';
    draw();
    input.focus();
  });
  // ASVS 5.0 6.2.6: what is sent is a password again, so that browsers save it as one and nothing else.
  input.form?.addEventListener('submit', () => {
    input.type = 'password';
    draw();
  });
  draw();
  input.after(button);
}

/** ASVS 5.0 14.3.1: nobody is signed in on this page, so the chat of whoever was is over; a guest's goes on. */
function nobody(): void {
  const page = window as unknown as { FapiaoChat?: { push(call: unknown[]): unknown } };
  try {
    if (!localStorage['fapiao.chat']) return;
  } catch {
    return;
  }
  (page.FapiaoChat ??= [] as unknown[]).push(['setUser', null]);
}

for (const input of document.querySelectorAll<HTMLInputElement>('input[type="password"]')) showable(input);
if (document.body.dataset.nobody !== undefined) nobody();
