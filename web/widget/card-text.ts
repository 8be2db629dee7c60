// The parts of cards that only show something: text, facts, pictures, tables.
import { type CardNode, flag, isNode, nodes, str, word } from './card-node';
import { el, picture } from './dom';
import { markdown } from './markdown';

/** An element that takes no part in the form, else undefined. `inner` draws what a table's cells hold. */
export function shown(node: CardNode, inner: (node: CardNode) => HTMLElement): HTMLElement | undefined {
  switch (node.type) {
    case 'TextBlock':
      return textBlock(node, markdown(str(node, 'text') ?? ''));
    case 'RichTextBlock':
      return textBlock(node, runs(node));
    case 'FactSet':
      return facts(node);
    case 'Image':
      return picture(node.url, str(node, 'altText') ?? '');
    case 'ImageSet':
      return el(
        'div',
        { class: 'pictures' },
        ...nodes(node.images).map((one) => picture(one.url, str(one, 'altText') ?? '')),
      );
    case 'Table':
      return table(node, inner);
    default:
      return undefined;
  }
}

function textBlock(node: CardNode, content: Node): HTMLElement {
  const size = word(node, 'size', ['small', 'medium', 'large', 'extralarge']);
  const weight = word(node, 'weight', ['bolder', 'lighter']);
  const color = word(node, 'color', ['accent', 'good', 'warning', 'attention']);
  const align = word(node, 'horizontalAlignment', ['center', 'right']);
  const classes = ['text', size && `size-${size}`, weight, color && `color-${color}`, align && `align-${align}`];
  const heading = word(node, 'style', ['heading']) ? { role: 'heading', 'aria-level': 3 } : {};
  const element = el('div', { class: classes.filter(Boolean).join(' '), ...heading });
  if (flag(node, 'isSubtle')) element.classList.add('subtle');
  element.append(content);
  return element;
}

function runs(node: CardNode): DocumentFragment {
  const out = document.createDocumentFragment();
  for (const run of Array.isArray(node.inlines) ? (node.inlines as unknown[]) : []) {
    const text = typeof run === 'string' ? run : isNode(run) ? (str(run, 'text') ?? '') : '';
    out.append(isNode(run) && word(run, 'weight', ['bolder']) ? el('strong', {}, text) : text);
  }
  return out;
}

function facts(node: CardNode): HTMLElement {
  const list = el('dl', { class: 'facts' });
  for (const fact of nodes(node.facts)) {
    const value = el('dd');
    value.append(markdown(str(fact, 'value') ?? ''));
    list.append(el('dt', {}, str(fact, 'title') ?? ''), value);
  }
  return list;
}

function table(node: CardNode, inner: (node: CardNode) => HTMLElement): HTMLElement {
  const headed = node.firstRowAsHeader !== false;
  const rows = nodes(node.rows).map((row, at) => {
    const tag = headed && at === 0 ? 'th' : 'td';
    return el('tr', {}, ...nodes(row.cells).map((cell) => el(tag, {}, ...nodes(cell.items).map(inner))));
  });
  return el('div', { class: 'table' }, el('table', {}, ...rows));
}
