it('leaves nothing behind', () => undefined);
