export { start } from './api.js';
