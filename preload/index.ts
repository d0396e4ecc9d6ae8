import { contextBridge, ipcRenderer } from 'electron';
import { createBridge } from './bridge.ts';

// The page gets these three functions and nothing of Electron.
contextBridge.exposeInMainWorld('watchfloor', createBridge(ipcRenderer, window));
