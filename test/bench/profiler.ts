import { Session, type Profiler } from 'node:inspector/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { quantile } from './table';

/** Between two samples, µs. */
const INTERVAL = 200;
/** How many frames of a stack are told. */
const SHOWN = 5;

export interface Recording {
  readonly profile: Profiler.Profile;
  /** Longest and p99 lateness of a timer in the same time, ms: blocking seen without any profiler's attribution. */
  readonly loop: { readonly longest: number; readonly p99: number };
  readonly duration: number;
}

/** Samples this thread while `work` runs. */
export async function record(work: () => Promise<unknown>): Promise<Recording> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await session.post('Profiler.start');
  delay.enable();
  const start = performance.now();
  try {
    await work();
  } finally {
    delay.disable();
  }
  const duration = performance.now() - start;
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const loop = { longest: delay.max / 1e6, p99: delay.percentile(99) / 1e6 };
  return { profile, loop, duration };
}

/** Time spent without a break, and where. */
export interface Run {
  readonly ms: number;
  /** At most as long as its samples vouch for: a lower bound, as a thread that waits for the system is not sampled, ms. */
  readonly seen: number;
  /** How much of it was garbage collection, ms. */
  readonly collected: number;
  /** The stack that most of the rest was spent in, innermost first. */
  readonly stack: readonly string[];
}

/** A profile read with one question: how long was the thread kept, and by whom? */
export interface Reading {
  /** Runs of samples whose stacks contain a frame of ours. */
  readonly ours: readonly Run[];
  /** Runs of samples of anybody's JavaScript. */
  readonly all: readonly Run[];
  /** Time between two samples as it was, median, ms. */
  readonly interval: number;
  /** Self time of our functions, longest first. */
  readonly functions: readonly { readonly name: string; readonly ms: number }[];
}

/**
 * Cuts a profile into runs.
 *
 * A sample stands for the time until the next one. A run is what lies between two gaps: consecutive samples that all
 * belong to it. For `all`, a gap is a sample in `(idle)` or `(program)`, that is, no JavaScript on the stack; native code
 * called by JavaScript has its caller's stack and belongs to the run. For `ours`, a gap is also every sample without a
 * frame whose address lies in `folder`, however deep below VS Code's frames ours may be. Garbage collection has no
 * stack: it continues the run it interrupts, and if none of ours is under way it is not ours.
 * A thread that the system does not let run is not sampled, so on a busy machine a run may be longer than its work: what
 * its samples vouch for (their number × the usual interval) is told beside it.
 */
export function read(profile: Profiler.Profile, folder: string): Reading {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((c) => [c, id])));
  const stackOf = (id: number): Profiler.ProfileNode[] => {
    const stack: Profiler.ProfileNode[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const node = nodes.get(at);
      if (node) stack.push(node);
    }
    return stack;
  };
  const isOurFrame = ({ callFrame }: Profiler.ProfileNode) => callFrame.url.includes(folder);
  const ourNodes = new Set(
    profile.nodes.filter(({ id }) => stackOf(id).some(isOurFrame)).map(({ id }) => id),
  );
  const nameOf = (id: number) => nodes.get(id)?.callFrame.functionName;
  const isCollector = (id: number) => nameOf(id) === '(garbage collector)';
  const { samples = [], timeDeltas = [] } = profile;
  const interval = quantile(timeDeltas, 0.5) / 1000;
  // The last sample has none after it.
  const timeOf = (index: number) => (timeDeltas[index + 1] ?? 0) / 1000;
  const cut = (belongs: (id: number) => boolean): Run[] => {
    const runs: Run[] = [];
    let times = new Map<number, number>();
    let count = 0;
    const end = () => {
      const [longest] = [...times].filter(([id]) => !isCollector(id)).sort(([, a], [, b]) => b - a);
      const ms = [...times.values()].reduce((sum, time) => sum + time, 0);
      const collected = [...times].reduce((sum, [id, time]) => sum + (isCollector(id) ? time : 0), 0);
      if (longest)
        runs.push({
          ms,
          seen: Math.min(ms, count * interval),
          collected,
          stack: stackOf(longest[0]).slice(0, SHOWN).map(describe),
        });
      times = new Map();
      count = 0;
    };
    samples.forEach((id, index) => {
      const goesOn = isCollector(id) ? count > 0 : belongs(id);
      if (!goesOn) return end();
      times.set(id, (times.get(id) ?? 0) + timeOf(index));
      count++;
    });
    end();
    return runs;
  };
  const self = new Map<string, number>();
  samples.forEach((id, index) => {
    const node = nodes.get(id);
    if (!node || !ourNodes.has(id)) return;
    // What ours calls outside our folder is charged to the frame of ours that called it.
    const caller = stackOf(id).find(isOurFrame);
    const name = caller === undefined || caller === node ? describe(node) : `${describe(caller)} → outside`;
    self.set(name, (self.get(name) ?? 0) + timeOf(index));
  });
  return {
    ours: cut((id) => ourNodes.has(id)),
    all: cut((id) => !['(idle)', '(program)', '(root)'].includes(nameOf(id) ?? '(root)')),
    interval,
    functions: [...self].map(([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms),
  };
}

const describe = ({ callFrame: { functionName, url, lineNumber } }: Profiler.ProfileNode): string =>
  `${functionName || '(anonymous)'} ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`;
