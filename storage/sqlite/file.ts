// Where the store's file may lie, and who may read it.
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StoreDown } from '../store';

/** `f_type` of statfs(2), from linux/magic.h and the file systems' own sources. */
const NETWORK: Record<number, string> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xff534d42: 'CIFS',
  0xfe534d42: 'SMB',
  0x5346414f: 'AFS',
  0x564c: 'NCP',
  0x00c36400: 'Ceph',
  0x0bd00bd0: 'Lustre',
  0x47504653: 'GPFS',
};
const FUSE = 0x65735546;
/** FUSE says nothing about what is behind it; the mount table does. */
const NETWORK_FUSE = /^fuse\.(sshfs|s3fs|rclone|gcsfuse|glusterfs|ceph|davfs|curlftpfs|blobfuse2?|goofys|cephfs)/;

/**
 * The name of the network file system that a directory lies on, or undefined for a local one.
 * WAL needs shared memory between the processes, which no network file system has (https://sqlite.org/wal.html).
 * @param type `f_type` of statfs(2)
 * @param mounts the text of /proc/self/mountinfo, proc_pid_mountinfo(5)
 */
export function networkFileSystem(directory: string, type: number, mounts: () => string): string | undefined {
  // statfs answers a signed 32-bit number on some platforms.
  const magic = type >>> 0;
  if (magic !== FUSE) return NETWORK[magic];
  let best = '';
  let found: string | undefined;
  for (const line of mounts().split('\n')) {
    const [before, after] = line.split(' - ');
    const point = before?.split(' ')[4]?.replace(/\\040/g, ' ');
    if (!point || !`${directory}/`.startsWith(point === '/' ? '/' : `${point}/`) || point.length < best.length)
      continue;
    best = point;
    found = after?.split(' ')[0];
  }
  return found && NETWORK_FUSE.test(found) ? found : undefined;
}

/** Runs what uses the data directory. Throws StoreDown with a sentence that names the setting; the reason is its cause. */
function usable(directory: string, use: (named: string) => void): void {
  const named = `the data directory ${directory} (DATA_DIR)`;
  try {
    use(named);
  } catch (cause) {
    if (cause instanceof StoreDown) throw cause;
    throw new StoreDown(`${named} cannot be used`, { cause });
  }
}

/** Makes the directory of the file, for this user only. Throws StoreDown when it can't, or on a network file system. */
export function prepareDirectory(file: string): void {
  const directory = dirname(resolve(file));
  usable(directory, (named) => {
    // ASVS 5.0 14.2.4: nobody else on the machine reads customers' data. SQLite gives
    // its -wal and -shm files the mode of the database.
    if (!existsSync(directory)) mkdirSync(directory, { recursive: true, mode: 0o700 });
    const found =
      process.platform === 'linux'
        ? networkFileSystem(realpathSync(directory), statfsSync(directory).type, () =>
            readFileSync('/proc/self/mountinfo', 'utf8'),
          )
        : undefined;
    if (found || directory.startsWith('\\\\')) {
      throw new StoreDown(`${named} is on a network file system (${found ?? 'a share'}); use a local disk`);
    }
  });
}

/** The same with the file, readable by this user only. */
export function prepareFile(file: string): void {
  prepareDirectory(file);
  usable(dirname(resolve(file)), () => makePrivate(file));
}

/**
 * Makes an empty file that only this user can read, or closes the one that is there to others. One that is there is not
 * opened: closing it again would drop the locks that this process has on it (https://sqlite.org/howtocorrupt.html, 2.2).
 */
export function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    chmodSync(file, 0o600);
  }
}
