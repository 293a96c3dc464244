it('leaves a rejected promise behind', () => {
  void Promise.reject(new Error('stray'));
});

it('runs next', async () => {
  await new Promise((resolve) => setTimeout(resolve, 10));
});
