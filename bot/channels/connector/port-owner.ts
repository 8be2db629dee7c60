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

/** Which of the sockets a process has open, as links in /proc. Processes of other users are not looked into: none. */
async function heldBy(pid: string, wanted: ReadonlySet<string>): Promise<string[]> {
  const open = await readdir(`/proc/${pid}/fd`).catch((): string[] => []);
  const links = await Promise.all(open.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  return links.filter((link) => wanted.has(link));
}

/** proc_pid_stat(5): the name in parentheses can hold anything; the group is the third field after it. */
async function groupOf(pid: string): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2];
}

/** Whether each listener is held by a process group that holds the caller's socket, too. */
async function haveOneGroup(caller: string, listeners: readonly string[]): Promise<boolean> {
  const link = (inode: string) => `socket:[${inode}]`;
  const groups = new Map([caller, ...listeners].map((inode) => [link(inode), new Set<string>()]));
  const wanted = new Set(groups.keys());
  const own = groups.get(link(caller)) ?? new Set();
  const proven = () => listeners.every((inode) => [...(groups.get(link(inode)) ?? [])].some((group) => own.has(group)));
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  // The youngest first: who calls a bot on a developer's machine was started today, and then the rest need not be read.
  for (const pid of processes.toSorted((a, b) => Number(b) - Number(a))) {
    const held = await heldBy(pid, wanted);
    const group = held.length ? await groupOf(pid) : undefined;
    if (!group) continue;
    for (const one of held) groups.get(one)?.add(group);
    if (proven()) return true;
  }
  return false;
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
  return haveOneGroup(caller, listeners);
}
