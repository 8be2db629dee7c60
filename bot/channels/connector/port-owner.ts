// Which program has a port of this machine, as Linux tells it in /proc: the connection's and the listener's must be one.
import { readdir, readFile, readlink } from 'node:fs/promises';

/** A row of /proc/net/tcp and tcp6, proc_net_tcp(5). */
interface Row {
  local: number;
  remote: number;
  listening: boolean;
  inode: string;
}

const LISTEN = '0A';

async function rows(): Promise<Row[]> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  return tables.flatMap((table) =>
    table
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields.length > 9)
      .map(([, local = '', remote = '', state = '', , , , , , inode = '']) => ({
        local: Number.parseInt(local.split(':')[1] ?? '', 16),
        remote: Number.parseInt(remote.split(':')[1] ?? '', 16),
        listening: state === LISTEN,
        inode,
      })),
  );
}

/** The process groups that hold one of the sockets. Processes of other users are not looked into: they stay unknown. */
async function groupsOf(inodes: readonly string[]): Promise<Map<string, Set<string>>> {
  const wanted = new Set(inodes.map((inode) => `socket:[${inode}]`));
  const found = new Map<string, Set<string>>(inodes.map((inode) => [inode, new Set()]));
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of processes) {
    const open = await readdir(`/proc/${pid}/fd`).catch((): string[] => []);
    const links = await Promise.all(open.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
    const held = links.filter((link) => wanted.has(link));
    if (!held.length) continue;
    // proc_pid_stat(5): the name in parentheses can hold anything; the group is the third field after it.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const group = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2];
    for (const link of held) if (group) found.get(link.slice('socket:['.length, -1))?.add(group);
  }
  return found;
}

/**
 * Whether every listener on `port` belongs to the process group of the caller, whose connection goes from `from` to `to`.
 * True where nobody listens and where the system does not tell (other systems than Linux).
 */
export async function ownsPort(from: number, to: number, port: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const table = await rows();
  const listeners = table.filter((row) => row.listening && row.local === port).map(({ inode }) => inode);
  if (!listeners.length) return true;
  const caller = table.find((row) => !row.listening && row.local === from && row.remote === to)?.inode;
  if (caller === undefined) return false;
  const groups = await groupsOf([...listeners, caller]);
  const own = groups.get(caller) ?? new Set();
  return listeners.every((inode) => [...(groups.get(inode) ?? [])].some((group) => own.has(group)));
}
