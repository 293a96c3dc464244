/** The commands as the settings dialog sorts them. */
export const GROUPS: Readonly<Record<string, readonly string[]>> = {
  device: ['info', 'model', 'capabilities', 'time', 'deviceName', 'reboot', 'factoryReset'],
  picture: ['image', 'shutter', 'ircut', 'led', 'osd', 'userOsd'],
  stream: ['video', 'videoProfile', 'videoCapabilities', 'audio', 'audioCapabilities', 'rtmp', 'storage'],
  alarm: ['motion', 'alarm', 'relay', 'ptz'],
  network: ['network', 'ports', 'onvif', 'connectCheck'],
  access: ['users', 'keepAlive', 'uidValidTime', 'webLogin'],
  expert: ['raw'],
};
