import { expect, it } from 'vitest';
import { describeStatus, type Status } from './status.ts';

const well: Status = {
  endpoint: 'https://shop.example.com',
  dashboard: 'https://console.example.com/dashboard',
  api: 'ready',
  services: [
    {
      task: 'payment',
      running: 2,
      desired: 2,
      pending: 0,
      image: `registry/waybill@sha256:${'0123456789abcdef'.repeat(4)}`,
      rollout: 'done',
      reason: 'deployment completed',
      events: ['(service payment) has reached a steady state.'],
    },
  ],
  alarms: [],
};

it('is short where all is well', () => {
  expect(describeStatus(well)).toBe(`https://shop.example.com is ready

SERVICE  RUNNING  WANTED  STARTING  ROLLOUT  IMAGE
payment        2       2         0  done     0123456789ab

No alarm rings.
Dashboard: https://console.example.com/dashboard
`);
});

it('says why where something is wrong', () => {
  const services = well.services.map((service) => ({
    ...service,
    running: 1,
    rollout: 'under way' as const,
  }));
  const alarms = [
    {
      name: 'waybill-dev-payment-queue-dead-letters',
      since: '2026-11-20T12:00:00.000Z',
      why: 'Threshold Crossed',
    },
  ];
  const text = describeStatus({ ...well, api: 'not ready: it answers 503', services, alarms });
  expect(text).toContain('is not ready: it answers 503\n');
  expect(text).toContain('  payment: (service payment) has reached a steady state.\n');
  expect(text).toContain(
    '  waybill-dev-payment-queue-dead-letters since 2026-11-20 12:00:00Z: Threshold Crossed\n',
  );
});
