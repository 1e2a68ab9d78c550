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

  constructor(readonly element: HTMLElement) {
    this.instance = init(element, undefined, { renderer: "svg" });
    this.instance.on("rendered", () => this.scalable());
    new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth > 0 && clientWidth !== this.instance.getWidth()) {
        this.instance.resize({ width: clientWidth, height: clientHeight });
      }
    }).observe(element);
  }

  /** @param option  ECharts' own; what stood there before is forgotten */
  draw(option: object): void {
    this.instance.setOption({ animation: false, textStyle: { fontFamily: font }, ...option }, { notMerge: true });
  }

  /** With a view box the style sheet for print can give the picture any width; see style.css. */
  private scalable(): void {
    const svg = this.element.querySelector("svg");
    svg?.setAttribute("viewBox", `0 0 ${this.instance.getWidth()} ${this.instance.getHeight()}`);
  }
}
