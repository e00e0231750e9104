// Faults on the order form: beside their fields, and in a summary at its top that takes the focus.
import { byId, el, moveFocus } from './dom.ts';
import type { Report } from './refusal.ts';
import type { Fault } from './validation.ts';

export type FormErrors = ReturnType<typeof createFormErrors>;

/** The control of a field; of a group of radio buttons, the first. */
const controlOf = (form: HTMLFormElement, field: string): HTMLInputElement | undefined => {
  const found = form.elements.namedItem(field);
  const control = found instanceof RadioNodeList ? found[0] : found;
  return control instanceof HTMLInputElement ? control : undefined;
};

/** index.html keeps a place for the message of each control. */
const hintOf = (control: HTMLElement): HTMLElement => byId(`error-of-${control.id}`, HTMLElement);

export const createFormErrors = (form: HTMLFormElement) => {
  const summary = byId('form-errors', HTMLElement);

  const mark = (field: string, text: string | undefined): void => {
    const control = controlOf(form, field);
    if (!control) return;
    const hint = hintOf(control);
    hint.textContent = text ?? '';
    if (!text) {
      control.removeAttribute('aria-invalid');
      control.removeAttribute('aria-describedby');
      return;
    }
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-describedby', hint.id);
    control.closest('details')?.setAttribute('open', '');
  };

  const linkTo = (fault: Fault): Node => {
    const control = controlOf(form, fault.field);
    if (!control) return document.createTextNode(fault.text);
    const link = el('a', { href: `#${control.id}` }, fault.text);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      control.focus();
    });
    return link;
  };

  const clear = (): void => {
    summary.hidden = true;
    for (const control of form.querySelectorAll('[aria-invalid]'))
      mark(control.getAttribute('name') ?? '', undefined);
  };

  return {
    mark,
    clear,
    labelOf: (field: string): string | undefined => controlOf(form, field)?.labels?.[0]?.textContent?.trim(),
    isMarked: (field: string): boolean => controlOf(form, field)?.hasAttribute('aria-invalid') ?? false,
    show: ({ title, text, faults = [] }: Report): void => {
      clear();
      for (const fault of faults) mark(fault.field, fault.text);
      summary.replaceChildren(el('h3', { id: 'form-errors-title' }, title));
      if (text) summary.append(el('p', {}, text));
      if (faults.length > 0)
        summary.append(el('ul', {}, ...faults.map((fault) => el('li', {}, linkTo(fault)))));
      summary.hidden = false;
      moveFocus(summary);
    },
  };
};
