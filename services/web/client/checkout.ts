// The order form: check what was typed, send it once however often it is tried, and say what the API refused.
import { placeOrder } from './api.ts';
import { createCartView } from './cart-view.ts';
import { byId } from './dom.ts';
import { createFormErrors, type FormErrors } from './form-errors.ts';
import { count } from './format.ts';
import { cartReport, expectedPrices, isAboutItems, refusalReport } from './refusal.ts';
import type { Shop } from './shop.ts';
import { createSubmission } from './submission.ts';
import { checkField, checkForm, isFieldName, toOrder } from './validation.ts';

/** A field is judged once it was left with something in it, and again at each key while it is marked. */
const judgeWhileTyping = (form: HTMLFormElement, errors: FormErrors): void => {
  const judge = ({ target, type }: Event): void => {
    if (!(target instanceof HTMLInputElement) || !isFieldName(target.name)) return;
    if (errors.isMarked(target.name) || (type === 'focusout' && target.value !== ''))
      errors.mark(target.name, checkField(target.name, target.value));
  };
  form.addEventListener('focusout', judge);
  form.addEventListener('input', judge);
};

/** A button that keeps the focus while the order is on its way, and is deaf until it has arrived. */
const createSubmitButton = () => {
  const button = byId('place-order', HTMLButtonElement);
  let busy = false;
  return {
    isBusy: (): boolean => busy,
    setBusy: (next: boolean): void => {
      busy = next;
      button.setAttribute('aria-disabled', String(busy));
      button.textContent = busy ? 'Placing your order…' : 'Place order';
    },
  };
};

export const createCheckout = (shop: Shop, showOrder: (orderId: string) => void) => {
  const form = byId('order-form', HTMLFormElement);
  const button = createSubmitButton();
  const errors = createFormErrors(form);
  const cart = createCartView(shop);
  const submission = createSubmission(() => crypto.randomUUID());
  const read = (field: string): string => String(new FormData(form).get(field) ?? '');

  const submit = async (): Promise<void> => {
    const faults = checkForm(read);
    if (faults.length > 0)
      return errors.show({ title: `Please correct ${count(faults.length, 'field')}`, faults });
    errors.clear();
    button.setBusy(true);
    const order = toOrder(read, shop.lines());
    const result = await placeOrder(order, submission.keyFor(JSON.stringify(order)));
    button.setBusy(false);
    if (result.ok) {
      submission.settled();
      shop.clear();
      return showOrder(result.value.orderId);
    }
    const { failure } = result;
    if (!isAboutItems(failure)) return errors.show(refusalReport(failure, errors.labelOf));
    const { notices } = await shop.refresh(expectedPrices(failure, order.items));
    errors.show(cartReport(failure, notices));
  };

  judgeWhileTyping(form, errors);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!button.isBusy()) void submit();
  });
  return {
    show: async (): Promise<void> => {
      errors.clear();
      cart.notify((await shop.refresh()).notices);
    },
  };
};
