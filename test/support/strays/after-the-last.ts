it('leaves a promise that is rejected when mocha is done', () => {
  setTimeout(() => void Promise.reject(new Error('stray')), 200);
});
