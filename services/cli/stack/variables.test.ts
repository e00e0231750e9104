import { expect, it } from 'vitest';
import { stackVariables } from './settings.ts';
import { defaultsIn, readVariables } from './variables.ts';

it('reads names, descriptions and defaults of whatever type', () => {
  const text = `variable "zones" {
  description = "Zones: \\"2\\" or 3."
  type        = number
  default     = 2
  validation {
    condition     = contains([2, 3], var.zones)
    error_message = "zones must be 2 or 3."
  }
}

variable "minimum_tasks" {
  description = "Fewest."
  default     = {}
}

variable "image" {
  description = "The image."
  type        = string
}
`;
  expect(readVariables(text)).toEqual([
    { name: 'zones', description: 'Zones: "2" or 3.', default: 2 },
    { name: 'minimum_tasks', description: 'Fewest.', default: {} },
    { name: 'image', description: 'The image.' },
  ]);
  expect(defaultsIn(readVariables(text))).toEqual({ zones: 2, minimum_tasks: {} });
});

it("reads all of the stack's", () => {
  const names = stackVariables().map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['environment', 'image', 'egress', 'monthly_budget_usd']));
  expect(defaultsIn(stackVariables())).toMatchObject({ cpu_architecture: 'ARM64', domain_name: null });
});
