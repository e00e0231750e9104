// Building blocks for the page: elements made by code, never from strings of markup.

type Attributes = Record<string, string | number | boolean>;
type Child = Node | string;

const setAll = <T extends Element>(element: T, attributes: Attributes, children: Child[]): T => {
  for (const [name, value] of Object.entries(attributes))
    if (value !== false) element.setAttribute(name, value === true ? '' : String(value));
  element.append(...children);
  return element;
};

export const el = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] => setAll(document.createElement(tag), attributes, children);

export const svg = <K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] =>
  setAll(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

/** One of the symbols at the end of index.html, as decoration. */
export const icon = (name: string): SVGSVGElement =>
  svg('svg', { class: 'icon', 'aria-hidden': 'true' }, svg('use', { href: `#icon-${name}` }));

/** @throws Error when index.html lacks the element, which is a mistake in this folder */
export const byId = <T extends HTMLElement>(id: string, type: new () => T): T => {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`index.html has no ${type.name} with the id ${id}`);
  return element;
};

/** Focuses what is no control, such as a heading, so that a screen reader continues from there. */
export const moveFocus = (element: HTMLElement): void => {
  element.tabIndex = -1;
  element.focus();
};

type Row<T> = { element: HTMLElement; update: (item: T) => void };

/** A list that keeps one element for each key, so that focus and half-typed numbers survive an update. */
export const keyedList = <T>(
  list: HTMLElement,
  keyOf: (item: T) => string,
  create: (item: T) => Row<T>,
): ((items: readonly T[]) => void) => {
  let rows = new Map<string, Row<T>>();
  return (items) => {
    const next = new Map(items.map((item) => [keyOf(item), rows.get(keyOf(item)) ?? create(item)]));
    for (const [key, row] of rows) if (!next.has(key)) row.element.remove();
    for (const item of items) next.get(keyOf(item))?.update(item);
    [...next.values()].forEach((row, index) => {
      if (list.children[index] !== row.element) list.insertBefore(row.element, list.children[index] ?? null);
    });
    rows = next;
  };
};
