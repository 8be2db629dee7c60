// The real server as a process of its own: started, killed, started again on the same data.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface ServerProcess {
  child: ChildProcess;
  port: number;
  base: string;
  /** Everything it wrote so far. */
  output(): string;
  /** Sends a signal and waits for the end; answers the exit code (null: killed). */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface StartOptions {
  main: string;
  /** Without one the process takes any that is free, and says which. */
  port?: number;
  dataDir: string;
  env?: Record<string, string>;
  /** A script that is loaded before the program. */
  preload?: string;
}

/** Starts it without waiting. Only what is given here is in its environment. */
export function launch({ main, port = 0, dataDir, env = {}, preload }: StartOptions) {
  const child = spawn(process.execPath, [...(preload ? ['-r', preload] : []), main], {
    cwd: dataDir,
    env: { PATH: process.env.PATH ?? '', PORT: String(port), DATA_DIR: `${dataDir}/data`, DEMO: 'false', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => chunks.push(text));
  return { child, output: () => chunks.join('') };
}

/** The port that it says: in its greeting, or while it waits for its store. Throws with its output when it ends instead. */
export const portOf = ({ child, output }: ReturnType<typeof launch>): Promise<number> =>
  new Promise((resolve, reject) => {
    const look = () => {
      const said = / listens on port (\d+)|"port":(\d+),"msg":"waiting for the store/.exec(output());
      if (said) resolve(Number(said[1] ?? said[2]));
    };
    child.stdout.on('data', look);
    child.once('close', (code) => reject(new Error(`the server ended with ${code}:\n${output()}`)));
    look();
  });

/** What a process says that ends by itself, and its exit code. */
export async function refusal(options: StartOptions): Promise<{ code: number | null; output: string }> {
  const { child, output } = launch(options);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output() };
}

/** Starts it and waits until it listens. Throws with its output when it ends instead. */
export async function startServer(options: StartOptions): Promise<ServerProcess> {
  const { child, output } = launch(options);
  const port = await portOf({ child, output });
  return {
    child,
    port,
    base: `http://127.0.0.1:${port}`,
    output,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'close');
      child.kill(signal);
      return (await ended)[0] as number | null;
    },
  };
}
