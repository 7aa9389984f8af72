import type { Measurement } from "./measure";
import { OPERATIONS } from "./stack";

/** The processor time of all operations, as an SVG. */
export async function plot(measured: readonly Measurement[]): Promise<string> {
  const [{ compile }, vega] = await Promise.all([import("vega-lite"), import("vega")]);
  const values = measured.map(({ program, operation, cpuSeconds, count, delay }) => ({
    program,
    operation,
    cpuSeconds,
    cell: `${count}, ${delay} ms`,
  }));
  const { spec } = compile({
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: "Processor seconds an operation, by number of webhooks and delay of the API",
    background: "white",
    data: { values },
    facet: { field: "cell", type: "nominal", sort: null, title: null },
    columns: 2,
    spec: {
      width: 380,
      height: 150,
      mark: "bar",
      encoding: {
        x: {
          field: "operation",
          type: "nominal",
          sort: [...OPERATIONS],
          title: null,
          axis: { labelAngle: 0, labelLimit: 70 },
        },
        xOffset: { field: "program" },
        y: { aggregate: "median", field: "cpuSeconds", type: "quantitative", title: "s" },
        color: { field: "program", type: "nominal", title: null },
      },
    },
    resolve: { scale: { y: "independent" } },
  });
  return new vega.View(vega.parse(spec), { renderer: "none" }).toSVG();
}
