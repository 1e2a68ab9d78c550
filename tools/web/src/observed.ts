/** What a page shows and how, as one value; who draws from it is told of every change. */
export abstract class Observed<State> {
  abstract readonly state: State;
  private readonly listeners: (() => void)[] = [];

  set(change: Partial<State>): void {
    Object.assign(this.state as object, change);
    this.changed();
  }

  subscribe(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Draws everything anew; what had the keyboard's focus keeps it. */
  changed(): void {
    const focused = document.activeElement?.id;
    for (const listener of this.listeners) listener();
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
}
