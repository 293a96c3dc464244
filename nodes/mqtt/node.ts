import type { Node, NodeAPI } from 'node-red';
import { CameraError } from '../../camera/index';
import type { Message } from '../shared/action-node';
import { deployedCameras } from '../shared/cameras';
import { afterEachStart } from '../shared/flows-started';
import { packageVersion } from '../shared/package-version';
import { StatusLine } from '../shared/status-line';
import { Bridge } from './bridge';
import { CommandRunner } from './command-runner';
import { clearAfterDeploy, type DeletedBridge } from './deleted-bridge';
import { MessageRouter } from './message-router';
import { parseSettings, type MqttConfig, type MqttSettings } from './settings';
import { claimSite } from './sites';
import { storesOf } from './stores';

/** Thousands of cameras come online at once; the status follows a little later. */
const STATUS_AFTER_MS = 200;

export = (RED: NodeAPI) => {
  RED.nodes.registerType('anjvision-mqtt', function (this: Node, saved: MqttConfig & { id: string }) {
    RED.nodes.createNode(this, saved as never);
    const status = new StatusLine(RED, this);
    status.idle();
    try {
      const settings = parseSettings(saved);
      const leaveSite = claimSite(settings.topics.site, this.id);
      if (settings.unknown.length > 0)
        this.warn(`no broker may send ${settings.unknown.join(', ')}; these are left out`);
      start(RED, this, settings, status, leaveSite);
    } catch (error) {
      status.failed(error);
      this.error(CameraError.is(error) ? error.message : error);
    }
  });
};

function start(
  RED: NodeAPI,
  node: Node,
  settings: MqttSettings,
  status: StatusLine,
  leaveSite: () => void,
): void {
  const { topics, cameras, allow, snapshotRetain } = settings;
  const stores = storesOf(RED);
  const isAllowed = (command: string) => allow.has(command);
  const show = throttled(STATUS_AFTER_MS, () => showOnline(bridge, status));
  const bridge = new Bridge({
    id: node.id,
    topics,
    isAllowed,
    store: stores.published,
    version: packageVersion(),
    publish: (message) => node.send({ ...message }),
    warn: (text) => node.warn(text),
    onChange: show.soon,
  });
  const runner = new CommandRunner({
    site: topics.site,
    find: (slug) => bridge.find(slug),
    isAllowed,
    snapshotRetain,
    store: stores.ids,
    report: (error) => node.error(CameraError.is(error) ? error.message : error),
  });
  const router = new MessageRouter(topics, bridge, runner, (text) => node.warn(text));
  const stopFollowing = afterEachStart(RED, () => {
    const all = deployedCameras();
    bridge.reconcile(cameras.size === 0 ? all : all.filter(({ id }) => cameras.has(id)));
  });

  node.on('input', (msg, send, done) => {
    router.route(msg as Message, send).then(() => done(), done);
  });
  node.on('close', (removed: boolean, done: () => void) => {
    stopFollowing();
    show.cancel();
    leaveSite();
    if (removed) {
      const { id, wires } = node as unknown as DeletedBridge;
      bridge.leaveAll();
      clearAfterDeploy(RED, { id, wires }, stores.published);
    }
    bridge.close().then(done, done);
  });
}

function showOnline(bridge: Bridge, status: StatusLine): void {
  const all = bridge.links.length;
  const online = bridge.links.filter((link) => link.isOnline).length;
  const values = { online: String(online), all: String(all) };
  if (all === 0) status.idle();
  else if (online === all) status.done('camerasOnline', values);
  else status.waiting('camerasOnline', values);
}

/** Does something once a while after it was asked for, however often that was. */
function throttled(ms: number, work: () => void): { soon: () => void; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    soon: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, ms);
    },
    cancel: () => clearTimeout(timer),
  };
}
