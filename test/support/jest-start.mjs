export { open as default } from './servers.mjs';
