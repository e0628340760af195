import { maskText } from '../../../src/agents/evaluator/report/hide-values.js';

const names = new Set(['orders', 'dbo.orders', 'id']);

describe('messages without values', () => {
  it.each([
    ["Could not convert string 'Smith' to INT32", "Could not convert string '...' to INT32"],
    ['Duplicate key "id: 17" violates primary key', 'Duplicate key "..." violates primary key'],
    ['Key (id)=(17) already exists in "orders"', 'Key (id)=(...) already exists in "orders"'],
    ['Type INT64 with value 300 is out of range', 'Type INT64 with value ... is out of range'],
    ['Column "Id" of "dbo.Orders" has 3 rows', 'Column "Id" of "dbo.Orders" has 3 rows'],
  ])('%s', (message, masked) => {
    expect(maskText(message, names)).toBe(masked);
  });
});
