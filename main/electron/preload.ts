import { contextBridge, ipcRenderer } from 'electron';
import type { IpcRendererEvent } from 'electron';
import type { HostEvent } from '../../shared/host/api.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../shared/host/bridge.ts';
import type { Bridge } from '../../shared/host/bridge.ts';

const bridge: Bridge = {
  call: (name, args) => ipcRenderer.invoke(CALL_CHANNEL, name, args),
  listen: listener => {
    const onEvent = (_event: IpcRendererEvent, event: HostEvent) => listener(event);
    ipcRenderer.on(EVENT_CHANNEL, onEvent);
    return () => void ipcRenderer.off(EVENT_CHANNEL, onEvent);
  },
};

contextBridge.exposeInMainWorld('pandect', bridge);
