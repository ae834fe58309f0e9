/** What a session's device is called, for whoever shows sessions. */
export { deviceName } from './sessions/device-name';
