import { fileStem, fitIdentifier, NameRegister, snakeCase } from '../../src/agents/planner/naming.js';

describe('names of files and models', () => {
  test.each([
    ['Order Details Extended', 'order_details_extended'],
    ['vEmployee', 'v_employee'],
    ['CustomerID', 'customer_id'],
    ['HTTPServerLog', 'http_server_log'],
    ['2024 Sales', '_2024_sales'],
    ['../etc/passwd', 'etc_passwd'],
  ])('%s becomes %s', (name, expected) => {
    expect(snakeCase(name)).toBe(expected);
  });

  test('a name without a Latin letter gets a stable name of its hash', () => {
    expect(snakeCase('ลูกค้า')).toMatch(/^object_[0-9a-f]{8}$/);
    expect(snakeCase('ลูกค้า')).toBe(snakeCase('ลูกค้า'));
    expect(snakeCase('🛒')).not.toBe(snakeCase('🚢'));
  });

  test('the schema stands before the name, dbo left out', () => {
    expect(fileStem({ schema: 'dbo', name: 'Orders' })).toBe('orders');
    expect(fileStem({ schema: 'Sales', name: 'vStore' })).toBe('sales__v_store');
  });

  test('identifiers longer than 63 bytes are cut for PostgreSQL with a hash, on a character boundary', () => {
    const long = 'ü'.repeat(100);
    const fitted = fitIdentifier(long, 'postgres');
    expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(63);
    expect(fitted).toMatch(/^ü+_[0-9a-f]{8}$/);
    expect(fitIdentifier('Orders', 'postgres')).toBe('Orders');
  });

  test('a name is given once, whatever its case', () => {
    const register = new NameRegister();
    expect([register.take('orders'), register.take('Orders'), register.take('orders')]).toEqual(['orders', 'Orders_2', 'orders_3']); // prettier-ignore
  });
});
