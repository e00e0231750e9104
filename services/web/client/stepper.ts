// A number of units with a button either side: typed, stepped with the arrow keys, or tapped.
import { clampQuantity } from './cart.ts';
import { el, icon } from './dom.ts';

type Stepper = {
  element: HTMLElement;
  value: () => number;
  set: (value: number, max: number) => void;
  disable: (disabled: boolean) => void;
};

/** `name` is the product, for the control's accessible name. `onChange` gets what the customer settled on. */
export const createStepper = (name: string, onChange: (quantity: number) => void): Stepper => {
  const input = el('input', {
    type: 'number',
    inputmode: 'numeric',
    min: 1,
    value: 1,
    'aria-label': `Quantity of ${name}`,
  });
  const value = (): number => clampQuantity(input.valueAsNumber, Number(input.max || 1));
  const settle = (quantity: number): void => {
    input.valueAsNumber = clampQuantity(quantity, Number(input.max || 1));
    onChange(input.valueAsNumber);
  };
  // The input takes the arrow keys, so Tab need not stop at these.
  const button = (label: string, symbol: string, change: number): HTMLButtonElement => {
    const element = el('button', { type: 'button', tabindex: -1, 'aria-label': label }, icon(symbol));
    element.addEventListener('click', () => settle(value() + change));
    return element;
  };
  const less = button(`One less ${name}`, 'minus', -1);
  const more = button(`One more ${name}`, 'plus', 1);
  input.addEventListener('change', () => settle(value()));

  return {
    element: el('div', { class: 'stepper' }, less, input, more),
    value,
    set: (quantity, max) => {
      input.max = String(Math.max(1, Math.min(max, 1000)));
      if (document.activeElement !== input) input.valueAsNumber = quantity;
    },
    disable: (disabled) => {
      for (const control of [less, input, more]) control.disabled = disabled;
    },
  };
};
