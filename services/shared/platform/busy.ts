// AWS is too busy to do something, after all attempts that were worth making.

export class Busy extends Error {
  override name = 'Busy';
}
