import { takeLock } from '../../dist/host/lock.js';

// Takes the lock each time it is told to and says whether it did. It keeps it, as one that is killed would.
const [, , path] = process.argv;
process.on('message', () => {
  try {
    takeLock(path);
    process.send('taken');
  } catch (error) {
    process.send(error.message);
  }
});
process.send('ready');
