/** `npm run build`: installs and builds when needed, and leaves it at that. */
import { build, giveUp, install } from './bootstrap.mjs';

await install().then(build).catch(giveUp);
