// `node -r`: something goes wrong that nobody catches, when the test says so.
process.on('SIGUSR2', () => void Promise.reject(new RangeError('nobody awaits this')));
