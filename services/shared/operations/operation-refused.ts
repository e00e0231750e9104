// What an operator asked for cannot be done as asked; the message says what to ask for instead.

export class OperationRefused extends Error {
  override name = 'OperationRefused';
  readonly kind: 'notFound' | 'ambiguous' | 'invalid';

  constructor(kind: OperationRefused['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
