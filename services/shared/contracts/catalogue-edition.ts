// The item of InventoryTable that says whether anything has changed that is said of a product: `inventory` raises it after each
// such change, and orders-api forgets what it remembers of products when it has risen.

export const catalogueEditionKey = 'catalogue';

/** Missing before the first change. */
export type CatalogueEdition = { id: typeof catalogueEditionKey; edition: number };
