import { close } from './servers.mjs';

export default () => close();
