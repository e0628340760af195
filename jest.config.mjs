// Jest runs everything as CommonJS: on Node 20 it cannot require ES modules, so swc turns both our TypeScript and the ESM-only packages into CommonJS.
const swc = (parser) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    jsc: {
      parser,
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2022',
      keepClassNames: true,
    },
    module: { type: 'commonjs', ignoreDynamic: false },
  },
];

/** Packages that ship ES modules only. */
const esmOnly = ['@nestjs', 'cookie', 'content-disposition', 'file-type', 'load-esm', 'nestjs-pino', 'ulid'].join('|');

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': swc({ syntax: 'typescript', decorators: true }),
    '^.+\\.m?js$': swc({ syntax: 'ecmascript' }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly})/)`],
  globalSetup: '<rootDir>/test/support/jest-start.mjs',
  globalTeardown: '<rootDir>/test/support/jest-end.mjs',
  maxWorkers: 2,
  testTimeout: 60_000,
};
