/** ECharts, with only what is needed of it. */
import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([CustomChart, LineChart, ScatterChart, GridComponent, TooltipComponent, SVGRenderer]);

export const font =
  '"Helvetica Neue", "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

/** A chart in an element that already has its size. It follows the element's width, and prints at any width. */
export class Chart {
  readonly instance: EChartsType;

  /** @param printWidth  pixels across in print, so that letters keep a size that can be read */
  constructor(readonly element: HTMLElement, printWidth: number) {
    this.instance = init(element, undefined, { renderer: "svg" });
    this.instance.on("rendered", () => this.scalable());
    new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth > 0 && clientWidth !== this.instance.getWidth()) {
        this.instance.resize({ width: clientWidth, height: clientHeight });
      }
    }).observe(element);
    window.addEventListener("beforeprint", () => this.resize(printWidth, element.clientHeight * 0.8));
    window.addEventListener("afterprint", () => this.resize(element.clientWidth, element.clientHeight));
  }

  /** @param option  ECharts' own; what stood there before is forgotten */
  draw(option: object): void {
    this.instance.setOption({ animation: false, textStyle: { fontFamily: font }, ...option }, { notMerge: true });
  }

  /** Draws at once: the printer doesn't wait for the next frame. */
  private resize(width: number, height: number): void {
    if (width <= 0 || height <= 0) return;
    this.instance.resize({ width, height });
    this.instance.getZr().flush();
    this.scalable();
  }

  /** With a view box the style sheet for print can give the picture any width; see style.css. */
  private scalable(): void {
    const svg = this.element.querySelector("svg");
    svg?.setAttribute("viewBox", `0 0 ${this.instance.getWidth()} ${this.instance.getHeight()}`);
  }
}
