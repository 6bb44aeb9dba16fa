import { createGroupCommit } from './group-commit';

const gate = () => {
  let open = () => undefined as void;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), passed };
};

test('what comes while a group is written goes out together with the next', async () => {
  const groups: number[][] = [];
  const [started, finished] = [gate(), gate()];
  const group = createGroupCommit<number>(
    async (items) => {
      groups.push(items);
      started.open();
      await finished.passed;
    },
    () => undefined,
  );
  const first = group.add(1);
  await started.passed;
  const later = [2, 3, 4].map((item) => group.add(item));
  finished.open();
  await Promise.all([first, ...later]);
  expect(groups).toEqual([[1], [2, 3, 4]]);
});

test('what comes within a few milliseconds is one group', async () => {
  const groups: number[][] = [];
  const group = createGroupCommit<number>(
    async (items) => void groups.push(items),
    () => undefined,
  );
  const first = group.add(1);
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([first, group.add(2)]);
  expect(groups).toEqual([[1, 2]]);
});

test('nobody is answered before the commit', async () => {
  const { open, passed } = gate();
  const started = gate();
  const order: string[] = [];
  const group = createGroupCommit<number>(
    () => {
      started.open();
      return passed.then(() => void order.push('committed'));
    },
    () => undefined,
  );
  const answered = group.add(1).then(() => order.push('answered'));
  await started.passed;
  expect(order).toEqual([]);
  open();
  await answered;
  expect(order).toEqual(['committed', 'answered']);
});

test('a group that fails rejects its own items, says so, and the next one goes on', async () => {
  const lost: [unknown, number][] = [];
  const group = createGroupCommit<number>(
    async (items) => {
      if (items.includes(13)) throw new Error('no');
    },
    (error, count) => lost.push([error, count]),
    2,
  );
  const results = await Promise.allSettled([13, 1, 2, 3].map((item) => group.add(item)));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
  expect(lost).toEqual([[new Error('no'), 2]]);
});

test('a group never grows beyond its size', async () => {
  const sizes: number[] = [];
  const group = createGroupCommit<number>(
    async (items) => void sizes.push(items.length),
    () => undefined,
    3,
  );
  await Promise.all(Array.from({ length: 8 }, (_, i) => group.add(i)));
  expect(sizes).toEqual([3, 3, 2]);
});

test('drain waits for everything', async () => {
  const written: number[] = [];
  const group = createGroupCommit<number>(
    async (items) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      written.push(...items);
    },
    () => undefined,
    1,
  );
  void Promise.all([1, 2, 3].map((item) => group.add(item)));
  await group.drain();
  expect(written).toEqual([1, 2, 3]);
  await group.drain();
});
