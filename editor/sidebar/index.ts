import { styled } from '../core/dom.js';
import { shared } from '../core/i18n.js';
import { CameraTab } from './tab.js';

const ID = 'anjvision-cameras';
let isAdded = false;

/** Adds the tab of all cameras to the sidebar, once. */
export function addSidebar(): void {
  if (isAdded) return;
  isAdded = true;
  void styled();
  RED.sidebar.addTab({
    id: ID,
    name: shared('sidebar.title'),
    label: shared('sidebar.title'),
    iconClass: 'fa fa-video-camera',
    content: new CameraTab().element,
  });
}
