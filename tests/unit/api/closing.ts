/** Makes sure that what a test starts ends with it, also if it fails. Called once at the top of a test file. */
export function closedAfterEach(): <T extends { close: () => Promise<void> }>(starting: Promise<T>) => Promise<T> {
  const open: { close: () => Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });
  return async (starting) => {
    const started = await starting;
    open.push(started);
    return started;
  };
}
