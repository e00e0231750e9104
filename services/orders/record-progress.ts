// Follows an order: adds to its timeline what a message tells of, once, with all else that the owners have stored by then, and
// emits what follows from it with the same write.
import { causeOf } from '#contracts/order-standing.ts';
import { isReturnable } from '#contracts/order-status.ts';
import { unfounded } from '#messaging/confirmed.ts';
import { Permanent } from '#messaging/errors.ts';
import type { HandlerContext } from '#messaging/handler.ts';
import { type ChangeDeps, type ChangeOrder, changeOrder, type Decide } from './change-order.ts';
import type { OrderRequest, StatusEvent } from './messages.ts';
import { changeBy } from './projection.ts';

type Deps = ChangeDeps & { now: () => number };

/** What another service tells: recorded as that service has stored it. @throws Permanent when it has stored no such thing */
export const createRecordEvent =
  (deps: Deps, change: ChangeOrder = changeOrder) =>
  async (message: StatusEvent, { count }: HandlerContext) => {
    const cause = causeOf(message);
    const decide: Decide = (order, account) => {
      if (account.some((entry) => causeOf(entry) === cause))
        return changeBy(order, { cause, account }, deps.now());
      throw unfounded(message);
    };
    return (await change(deps, message.subject, decide, count)).emissions;
  };

/** What a customer or an operator asks for. @throws Permanent when the order cannot be returned */
export const createRecordRequest =
  (deps: Deps) =>
  async (request: OrderRequest, { count }: HandlerContext) => {
    const decide: Decide = (order, account) => {
      if (request.type === 'ReturnOrder' && !isReturnable(order.status))
        throw new Permanent(`Order ${order.orderId} cannot be returned while it is ${order.status}`);
      return changeBy(order, { cause: causeOf(request), request, account }, deps.now());
    };
    return (await changeOrder(deps, request.subject, decide, count)).emissions;
  };
