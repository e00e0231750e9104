// Loaded before a worker's own code: ends the process when the one that started it is gone, however that ended.

// Nothing is lost: what was in flight is delivered again.
process.once('disconnect', () => process.exit(1));
// Waiting for the parent must not keep a worker alive that has drained.
process.channel?.unref();
