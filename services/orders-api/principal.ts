// On whose behalf a request comes. Waybill does not authenticate customers: it stands behind whatever does. Idempotency
// keys are scoped to the principal, so once customers sign in, return their id here and keys of two customers never meet.

/** Every caller is the same one for now, and shares one space of idempotency keys: keys should be random, like UUIDs. */
export const principalOf = (): string => 'public';
