/** Names and values as in postgresql.conf. */
export type Settings = Readonly<Record<string, string | number>>;

/** The bundled server speaks to this machine only, over TCP: sockets of several in one directory would clash. */
const ALWAYS: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  cluster_name: 'daybook',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  jit: 'off',
  max_connections: 200,
  shared_buffers: '256MB',
  max_wal_size: '2GB',
};

/** Said aloud, so that no edit of postgresql.conf can take it away: an acknowledged event survives a power cut. */
const DURABLE: Settings = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

/** For tests: loses or corrupts data in a crash of the machine. */
const UNSAFE: Settings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '128MB',
};

export function serverSettings(unsafe: boolean, own: Settings = {}): Settings {
  return { ...ALWAYS, ...(unsafe ? UNSAFE : DURABLE), ...own };
}

export function toArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
