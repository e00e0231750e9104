// What every step needs to know of an order, and nothing by which a person could be found. It travels with the events.
import { type Static, Type } from 'typebox';
import { CountryName, Currency, MinorUnits, OrderLine, orderLimits } from './fields.ts';

/** Minor units. */
export const Money = Type.Object({ amount: MinorUnits, currency: Currency });

/** `expiresAt`: from then on the order is cancelled rather than shipped. */
export const Consignment = Type.Object({
  lines: Type.Array(OrderLine, { minItems: 1, maxItems: orderLimits.lines }),
  country: CountryName,
  ...Money.properties,
  expiresAt: Type.String({ format: 'date-time' }),
});
type Consignment = Static<typeof Consignment>;

/** Of an event that carries more, what the next event carries on. */
export const consignmentOf = ({ lines, country, amount, currency, expiresAt }: Consignment): Consignment => ({
  lines,
  country,
  amount,
  currency,
  expiresAt,
});
