beforeEach(() => {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what this file is about
  setImmediate(() => void Promise.reject('stray'));
});

it('runs while a hook rejects with a text', async () => {
  await new Promise((resolve) => setTimeout(resolve, 10));
});
