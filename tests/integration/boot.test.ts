import { rooms } from '../../server/rooms';
import { startApp, type TestApp } from '../support/app';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test('every raw table stands in the database with its unique indexes', async () => {
  for (const model of rooms.flatMap((room) => room.models ?? [])) {
    expect(await app.strapi.db.connection.schema.hasTable(model.table)).toBe(true);
    expect(app.strapi.db.metadata.get(`plugin::mail-campaigns.${model.name}`).tableName).toBe(model.table);
  }
});

test('every content type stands in the database', async () => {
  for (const name of ['contact', 'list', 'template', 'campaign', 'sender']) {
    expect(await app.strapi.db.query(`plugin::mail-campaigns.${name}`).count()).toEqual(expect.any(Number));
  }
});
