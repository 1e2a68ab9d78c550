/** Asks the program for results, and reads them as they come. */
import type { LiveResult, LiveState, Problem } from "./live_types";

export interface ServerEvent {
  name: string;
  data: string;
}

/** Puts server-sent events together from pieces of a stream, wherever it was cut. */
export class EventReader {
  private rest = "";
  private name = "";
  private data: string[] = [];

  /** @returns the events that the piece completes */
  take(piece: string): ServerEvent[] {
    const text = this.rest + piece;
    // A carriage return at the end may be half of a line's end.
    const held = text.endsWith("\r") ? 1 : 0;
    const lines = text.slice(0, text.length - held).split(/\r\n|\n|\r/);
    this.rest = lines.pop()! + text.slice(text.length - held);
    return lines.flatMap((line) => this.line(line));
  }

  private line(line: string): ServerEvent[] {
    if (line === "") {
      const event = { name: this.name || "message", data: this.data.join("\n") };
      const whole = this.data.length > 0;
      [this.name, this.data] = ["", []];
      return whole ? [event] : [];
    }
    const at = line.indexOf(":");
    const field = at < 0 ? line : line.slice(0, at);
    const value = at < 0 ? "" : line.slice(at + 1).replace(/^ /, "");
    if (field === "event") this.name = value;
    if (field === "data") this.data.push(value);
    return [];
  }
}

/** Where the page stands; requests go to addresses below it. */
export function below(name: string): string {
  return location.pathname.replace(/\/?$/, "/") + name;
}

export function post(name: string, body: object, signal?: AbortSignal): Promise<Response> {
  return fetch(below(name), { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });
}

/** What an answer other than the one hoped for says. */
export async function problemsOf(answer: Response): Promise<Problem[]> {
  try {
    const { problems } = (await answer.json()) as { problems: Problem[] };
    if (Array.isArray(problems) && problems.length > 0) return problems;
  } catch { /* no JSON: the number must do */ }
  return [{ what: `HTTP ${answer.status}`, why: answer.statusText, hint: "" }];
}

export interface Listener {
  begun(sequence: number): void;
  result(sequence: number, result: LiveResult): void;
  problems(sequence: number, problems: Problem[]): void;
  done(sequence: number): void;
  /** The program can't be reached, or fell silent. */
  lost(sequence: number): void;
}

/** Milliseconds without even a sign of life after which a stream counts as lost. */
const longestSilence = 60_000;

/** Milliseconds after which a program that is busy is asked again, and how many times. */
const restWhileBusy = 1000, mostRetries = 5;

/** Keeps one request under way: the newest. What older ones still say is not heard. */
export class Runner {
  private sequence = 0;
  private waiting = 0;
  private underWay?: AbortController;
  private readonly tab = Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(16).padStart(8, "0")).join("");

  constructor(private readonly listener: Listener) {}

  /** Asks after so many milliseconds, unless asked again by then. */
  ask(state: LiveState, delay: number): void {
    clearTimeout(this.waiting);
    const sent = structuredClone(state);
    this.waiting = window.setTimeout(() => void this.run(sent), delay);
  }

  private async run(state: LiveState, retries = 0): Promise<void> {
    const sequence = ++this.sequence;
    this.underWay?.abort();
    const control = (this.underWay = new AbortController());
    this.listener.begun(sequence);
    const answer = await post("run", { tab: this.tab, state }, control.signal).catch(() => null);
    if (sequence !== this.sequence) return;
    if (answer?.ok && answer.body) {
      const finished = await this.listen(sequence, answer.body, control);
      if (!finished && sequence === this.sequence) this.listener.lost(sequence);
    } else if (answer?.status === 503 && retries < mostRetries) {
      clearTimeout(this.waiting);
      this.waiting = window.setTimeout(() => void this.run(state, retries + 1), restWhileBusy);
    } else if (answer?.status === 400) {
      const problems = await problemsOf(answer);
      if (sequence === this.sequence) this.listener.problems(sequence, problems);
    } else {
      this.listener.lost(sequence);
    }
  }

  /** @returns whether the stream came to its proper end */
  private async listen(sequence: number, body: ReadableStream<Uint8Array>, control: AbortController): Promise<boolean> {
    const [events, decoder, stream] = [new EventReader(), new TextDecoder(), body.getReader()];
    for (;;) {
      const silence = setTimeout(() => control.abort(), longestSilence);
      const piece = await stream.read().catch(() => null);
      clearTimeout(silence);
      if (!piece || piece.done) return false;
      for (const event of events.take(decoder.decode(piece.value, { stream: true }))) {
        if (sequence !== this.sequence) return true;
        if (event.name === "result") this.listener.result(sequence, JSON.parse(event.data) as LiveResult);
        if (event.name === "problems") {
          this.listener.problems(sequence, (JSON.parse(event.data) as { problems: Problem[] }).problems);
          return true;
        }
        if (event.name === "done") {
          this.listener.done(sequence);
          return true;
        }
      }
    }
  }
}
