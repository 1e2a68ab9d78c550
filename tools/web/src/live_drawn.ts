/** Draws the parts in view at once and the others one after another, so that a slider never waits for what nobody sees. */
import type { Component } from "./component";

/** @returns what takes it back */
function whenIdle(does: () => void): () => void {
  if (!("requestIdleCallback" in window)) {
    const waiting = setTimeout(does);
    return () => clearTimeout(waiting);
  }
  const waiting = requestIdleCallback(does, { timeout: 400 });
  return () => cancelIdleCallback(waiting);
}

export class Drawn {
  private readonly stale = new Set<Component>();
  private readonly inView = new Set<Element>();
  private readonly waiting: (() => void)[] = [];
  private cancel?: () => void;
  private begun = false;

  constructor(private readonly parts: Component[]) {
    const watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.inView.add(target);
        else this.inView.delete(target);
      }
      for (const part of this.parts) if (this.inView.has(part.element)) this.drawOne(part);
    }, { rootMargin: "300px 0px" });
    for (const part of parts) watch.observe(part.element);
    window.addEventListener("beforeprint", () => this.parts.forEach((part) => this.drawOne(part)));
  }

  /** Brings what is in view up to date now. @param rest  the rest too, as soon as there is nothing better to do */
  draw(rest: boolean): void {
    this.parts.forEach((part) => this.stale.add(part));
    if (!this.begun) this.parts.slice(0, 3).forEach((part) => this.drawOne(part));
    for (const part of this.parts) if (this.inView.has(part.element)) this.drawOne(part);
    this.cancel?.();
    // The first time all parts take their room on the page.
    if (rest || !this.begun) this.next();
    this.begun = true;
  }

  /** Resolves once nothing is left to be drawn. */
  finished(): Promise<void> {
    return this.stale.size === 0 ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }

  private next(): void {
    const [part] = this.stale;
    if (!part) {
      this.waiting.splice(0).forEach((resolve) => resolve());
      return;
    }
    this.cancel = whenIdle(() => {
      this.drawOne(part);
      this.next();
    });
  }

  private drawOne(part: Component): void {
    if (this.stale.delete(part)) part.draw();
  }
}
