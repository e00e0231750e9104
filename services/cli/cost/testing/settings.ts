// For tests: an environment that is no file's, a demand that is nobody's, and what an order might take.
import type { Settings } from '../../stack/settings.ts';
import type { PerOrder } from '../measured.ts';
import type { Demand } from '../variable.ts';

export const settingsWith = (change: Partial<Settings> = {}): Settings => ({
  environment: 'test',
  cpu_architecture: 'ARM64',
  zones: 2,
  egress: 'nat',
  minimum_tasks: {},
  consolidated: false,
  spot: true,
  router: 'sns',
  log_retention_days: 30,
  deletion_protection: true,
  slack_alarms: false,
  ...change,
});

export const demandWith = (change: Partial<Demand> = {}): Demand => ({
  ordersPerDay: 1_000,
  peakFactor: 3,
  monthsKept: 12,
  requestsPerOrder: 36,
  ...change,
});

export const perOrder: PerOrder = {
  sqsRequests: 1.8,
  snsPublishes: 0.8,
  writeUnits: 15,
  readUnits: 12,
  cpuMs: 7.5,
};
