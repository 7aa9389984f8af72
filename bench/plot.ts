import type { Row } from "./summary";
import { OPERATIONS } from "./stack";

/** The times of all operations that were measured side by side, as an SVG. */
export async function plot(rows: readonly Row[]): Promise<string> {
  const [{ compile }, vega] = await Promise.all([import("vega-lite"), import("vega")]);
  const values = rows
    .filter(({ ratio }) => ratio !== undefined)
    .map(({ variant, operation, seconds, count, delay }) => ({
      variant,
      operation,
      seconds,
      cell: `${count}, ${delay} ms`,
    }));
  const { spec } = compile({
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: "Seconds an operation, by number of webhooks and delay of the API",
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
        xOffset: { field: "variant" },
        y: { field: "seconds", type: "quantitative", title: "s" },
        color: { field: "variant", type: "nominal", title: null },
      },
    },
    resolve: { scale: { y: "independent" } },
  });
  return new vega.View(vega.parse(spec), { renderer: "none" }).toSVG();
}
