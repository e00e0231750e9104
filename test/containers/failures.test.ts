// The whole pipeline in containers, which are then killed, stopped, scaled, cut off from their AWS, all under load. Afterwards the books are read.
import { beforeAll, expect, it } from 'vitest';
import { serviceNames, topology } from '#platform/topology.ts';
import { readBooks } from '#test/books.ts';
import { describeSystem, lasting } from './support/system.ts';

/** Orders, enough to be in the middle of when something happens. */
const backlog = 60;
const workers = serviceNames.filter((name) => topology.services[name].consumes.length > 0);

describeSystem('containers under load', 'embedded', (system) => {
  beforeAll(() => system().stock({ p1: 1_000_000, plenty: 1_000, scarce: 1 }));

  it('carry each order to its end, with one mail', async () => {
    const plain = await system().order(10, { productId: 'plenty' });
    const declined = await system().order(2, { productId: 'plenty', paymentToken: 'tok_declined' });
    const lost = await system().order(2, { productId: 'plenty', paymentToken: 'tok_timeout' });
    const scarce = await system().order(3, { productId: 'scarce' });
    const accepted = [...plain, ...declined, ...lost, ...scarce];
    await system().untilSettled();
    await system().judge(accepted);
    const books = await readBooks(system());
    const statusesOf = (ids: string[]) => ids.map(books.statusOf).sort();
    expect(statusesOf([...plain, ...lost])).toEqual([...plain, ...lost].map(() => 'COMPLETED'));
    expect(statusesOf(declined)).toEqual(declined.map(() => 'PAYMENT_DECLINED'));
    expect(statusesOf(scarce)).toEqual(['COMPLETED', 'OUT_OF_STOCK', 'OUT_OF_STOCK']);
    expect(accepted.map((id) => books.mailsOf(id).length)).toEqual(accepted.map(() => 1));
  });

  /** Places a backlog for a service that is stopped, then lets it begin; resolves when it is in the middle of it. */
  const beginBacklogOf = async (service: string): Promise<string[]> => {
    await system().compose('stop', service);
    const accepted = await system().order(backlog);
    await system().compose('start', service);
    const isAmong = new Set(accepted);
    const handled = async () =>
      (await system().logOf(service)).filter(
        ({ msg, orderId = '' }) => msg === 'handled' && isAmong.has(orderId),
      );
    const poll = { timeout: 60_000, interval: 200 };
    await expect.poll(async () => (await handled()).length, poll).toBeGreaterThan(5);
    return accepted;
  };

  it('a worker that is killed in mid-drain loses nothing', async () => {
    const accepted = await beginBacklogOf('payment');
    await system().compose('kill', '--signal', 'SIGKILL', 'payment');
    expect((await system().inspect('payment')).map(({ State }) => State.ExitCode)).toEqual([137]);
    expect(await system().progress.open()).toBeGreaterThan(0);
    await system().compose('start', 'payment');
    await system().untilSettled();
    await system().judge(accepted);
  });

  it('each container stops within its grace, in order, and nothing that it finished comes again', async () => {
    const ordering = { isOver: false, accepted: [] as string[] };
    const keepOrdering = async () => {
      while (!ordering.isOver) ordering.accepted.push(...(await system().order(5)));
    };
    const shopping = keepOrdering();
    for (const service of [...serviceNames].reverse()) {
      const before = ordering.accepted.length;
      await expect.poll(() => ordering.accepted.length, { timeout: 60_000 }).toBeGreaterThan(before);
      await system().compose('stop', service);
      expect([service, (await system().inspect(service)).map(({ State }) => State.ExitCode)]).toEqual([
        service,
        [0],
      ]);
      await system().compose('start', service);
    }
    ordering.isOver = true;
    await shopping;
    await system().untilSettled();
    await system().judge(ordering.accepted);
    expect(await repeated(ordering.accepted)).toEqual([]);
  });

  /** What was handled more than once, of these orders. */
  const repeated = async (orderIds: readonly string[]): Promise<string[]> => {
    const isAmong = new Set(orderIds);
    const logs = await Promise.all(workers.map((service) => system().logOf(service)));
    const handled = logs
      .flat()
      .filter(({ msg, orderId = '' }) => msg === 'handled' && isAmong.has(orderId))
      .map(({ queue, type, outcome, orderId }) => [queue, type, outcome, orderId].join(' '));
    expect(handled.length).toBeGreaterThan(orderIds.length);
    return handled.filter((one, index) => handled.indexOf(one) !== index);
  };

  it('one that becomes three shares its backlog with the others', async () => {
    const accepted = await beginBacklogOf('payment');
    await system().compose('up', '--detach', '--no-recreate', '--scale', 'payment=3', 'payment');
    accepted.push(...(await system().order(backlog)));
    await system().untilSettled();
    await system().judge(accepted);
    const containers = await system().inspect('payment');
    expect(containers.map(({ State }) => State.Running)).toEqual([true, true, true]);
    const starts = (await system().logOf('payment')).filter(({ msg }) => msg === 'started');
    expect(starts.length).toBeGreaterThanOrEqual(3);
    await system().compose('up', '--detach', '--no-recreate', '--scale', 'payment=1', 'payment');
    expect(await repeated(accepted)).toEqual([]);
  });

  it('an AWS that stands still for 20 s is waited for', async () => {
    const shopping = system().order(backlog);
    await expect.poll(system().progress.underWay, { timeout: 60_000 }).toBeGreaterThan(0);
    await system().compose('pause', 'aws');
    await lasting(20);
    await system().compose('unpause', 'aws');
    const accepted = await shopping;
    await system().untilSettled();
    await system().judge(accepted);
    await nobodyRestarted();
  });

  it('an AWS that restarts, and forgets everything, is built again, and works', async () => {
    const shopping = system().order(backlog);
    await expect.poll(system().progress.underWay, { timeout: 60_000 }).toBeGreaterThan(0);
    await system().compose('restart', 'aws');
    // Orders that were accepted before it are gone with it; those who were not answered ask again.
    await Promise.all([shopping.catch(() => undefined), system().untilStocked()]);
    await system().untilSettled();
    // Of what was in flight then, half has been forgotten: only a fresh start has books to judge.
    await system().compose('restart', 'aws');
    await system().untilStocked();
    await system().stock({ p1: 1_000 });
    const accepted = await system().order(10);
    await system().untilSettled();
    await system().judge(accepted);
    await nobodyRestarted();
  });

  const nobodyRestarted = async () => {
    const containers = await Promise.all(serviceNames.map((service) => system().inspect(service)));
    expect(containers.flat().map(({ RestartCount }) => RestartCount)).toEqual(serviceNames.map(() => 0));
  };
});
