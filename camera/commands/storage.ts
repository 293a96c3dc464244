import type { Command } from './schema';

/** Chapter 3.7.3: recording. */
export const storage = {
  storage: {
    doc: 'Scheduled recording to the SD card or over the network.',
    section: '3.7.3',
    parameters: {
      localEnable: { type: 'flag', doc: 'Local recording enabled.' },
      remoteEnable: { type: 'flag', doc: 'Network recording enabled.' },
      recordFileSize: {
        type: 'number-choice',
        values: [2, 5, 10, 20, 30],
        doc: 'Length of a video file. The manual names no unit; minutes are likely.',
      },
      remote_nfs_server: { type: 'text', doc: 'NFS server, for network storage.' },
      nfs_server_path: { type: 'text', doc: 'Path on the NFS server.' },
      stream: { type: 'number-choice', values: [0, 1, 2], doc: '0 main stream, 1 sub stream, 2 both.' },
      JpegInterval: { type: 'flag', doc: 'Also stores pictures.' },
      enable: { type: 'flag', doc: 'Scheduled recording enabled.' },
      MountParam: { type: 'text', doc: 'Network storage in use.', access: 'read-only' },
      LocalStore: { type: 'flag', doc: 'Recordings go to local storage.', access: 'read-only' },
      RemoteStore: { type: 'flag', doc: 'Recordings go to network storage.', access: 'read-only' },
    },
    read: { path: 'setScheduleStorage', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'setScheduleStorage', effect: 'set', atomic: true, answer: { form: 'attributes' } },
  },
} as const satisfies Record<string, Command>;
