/** The commands as the settings dialog sorts them. */
export const GROUPS: Readonly<Record<string, readonly string[]>> = {
  device: ['info', 'model', 'capabilities', 'deviceState', 'time', 'deviceName', 'reboot', 'factoryReset'],
  picture: ['image', 'shutter', 'ircut', 'led', 'wdr', 'flip', 'noiseReduction', 'osd', 'userOsd'],
  stream: [
    'streams',
    'video',
    'videoProfile',
    'videoCapabilities',
    'audio',
    'audioCapabilities',
    'rtmp',
    'storage',
  ],
  alarm: ['motion', 'alarm', 'relay', 'alarmOutput', 'ptz'],
  network: ['network', 'ports', 'onvif', 'rtspAuth', 'connectCheck'],
  access: ['users', 'keepAlive', 'uidValidTime', 'webLogin'],
  expert: ['raw'],
};
