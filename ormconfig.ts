import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './src/database/data-source.js';

// For TypeORM's command line, which runs the compiled file: npm run schema -- migration:show
const url = process.env.DATABASE_URL;
if (!url) throw new Error('Set DATABASE_URL to the PostgreSQL whose schema you want to see or change.');

export default new DataSource(dataSourceOptions(url));
