// What Waybill asks of a payment provider. Replace the simulated one by an adapter of this shape to take real money.

export type Charge = {
  orderId: string;
  /** Minor units. */
  amount: number;
  currency: string;
  method: string;
  token: string;
};

export type Authorization = { approved: true } | { approved: false; reason: string };

/**
 * Every call is idempotent by orderId: repeated, it has the effect and the answer of the first.
 * @throws GatewayUnavailable when it did not answer, in which case it may or may not have acted
 */
export type Gateway = {
  authorize: (charge: Charge, signal: AbortSignal) => Promise<Authorization>;
  /** What became of an earlier authorize; undefined when the gateway never heard of it. */
  findAuthorization: (orderId: string, signal: AbortSignal) => Promise<Authorization | undefined>;
  /** @throws GatewayConflict when the authorization was voided */
  capture: (orderId: string, amount: number, signal: AbortSignal) => Promise<void>;
  /**
   * Also before anything was authorized: an authorize that comes later is then refused.
   * @throws GatewayConflict when the authorization was captured
   */
  void: (orderId: string, amount: number, signal: AbortSignal) => Promise<void>;
  /** @throws GatewayConflict when nothing was captured */
  refund: (orderId: string, amount: number, signal: AbortSignal) => Promise<void>;
};

export class GatewayUnavailable extends Error {
  override name = 'GatewayUnavailable';
}

export class GatewayConflict extends Error {
  override name = 'GatewayConflict';
}
