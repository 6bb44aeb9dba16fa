import { createGroups } from './groups';

const gate = () => {
  let open = () => undefined as void;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), passed };
};

test('what comes while a group is at work goes out together with the next', async () => {
  const groups: number[][] = [];
  const [started, finished] = [gate(), gate()];
  const group = createGroups<number>({
    gatherMs: 10,
    async work(items) {
      groups.push(items);
      started.open();
      await finished.passed;
      return [];
    },
  });
  const first = group.add(1);
  await started.passed;
  const later = [2, 3, 4].map((item) => group.add(item));
  finished.open();
  await Promise.all([first, ...later]);
  expect(groups).toEqual([[1], [2, 3, 4]]);
});

test('what comes within a few milliseconds is one group', async () => {
  const groups: number[][] = [];
  const group = createGroups<number>({
    gatherMs: 10,
    async work(items) {
      groups.push(items);
      return [];
    },
  });
  const first = group.add(1);
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([first, group.add(2)]);
  expect(groups).toEqual([[1, 2]]);
});

test('nobody is answered before the group is done', async () => {
  const { open, passed } = gate();
  const started = gate();
  const order: string[] = [];
  const group = createGroups<number>({
    gatherMs: 10,
    work() {
      started.open();
      return passed.then(() => {
        order.push('committed');
        return [];
      });
    },
  });
  const answered = group.add(1).then(() => order.push('answered'));
  await started.passed;
  expect(order).toEqual([]);
  open();
  await answered;
  expect(order).toEqual(['committed', 'answered']);
});

test('a group that fails rejects its own items, says so, and the next one goes on', async () => {
  const lost: [unknown, number][] = [];
  const group = createGroups<number, number>({
    gatherMs: 10,
    size: 2,
    async work(items) {
      if (items.includes(13)) throw new Error('no');
      return items;
    },
    failed: (error, count) => lost.push([error, count]),
  });
  const results = await Promise.allSettled([13, 1, 2, 3].map((item) => group.add(item)));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
  expect(lost).toEqual([[new Error('no'), 2]]);
});

test('a group never grows beyond its size', async () => {
  const sizes: number[] = [];
  const group = createGroups<number, string>({
    gatherMs: 10,
    size: 3,
    async work(items) {
      sizes.push(items.length);
      return items.map((item) => `result ${item}`);
    },
  });
  const results = await Promise.all(Array.from({ length: 8 }, (_, i) => group.add(i)));
  expect(sizes).toEqual([3, 3, 2]);
  // Each gets its own.
  expect(results).toEqual(Array.from({ length: 8 }, (_, i) => `result ${i}`));
});

test('drain waits for everything', async () => {
  const written: number[] = [];
  const group = createGroups<number>({
    gatherMs: 10,
    size: 1,
    async work(items) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      written.push(...items);
      return [];
    },
  });
  void Promise.all([1, 2, 3].map((item) => group.add(item)));
  await group.drain();
  expect(written).toEqual([1, 2, 3]);
  await group.drain();
});
