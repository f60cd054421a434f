// Reads a histogram log and prints, as JSON, the figures of each tag over all its lines.
// node read-log.mjs FILE
import { readFileSync } from "node:fs";
import { build, HistogramLogReader } from "hdr-histogram-js";

const bits = 64; // the default, 32, wraps greater counts

const whole = new Map();
const log = new HistogramLogReader(readFileSync(process.argv[2], "utf8"), bits);
for (let line = log.nextIntervalHistogram(); line !== null; line = log.nextIntervalHistogram()) {
  if (!whole.has(line.tag)) {
    whole.set(line.tag, build({
      bitBucketSize: bits,
      lowestDiscernibleValue: line.lowestDiscernibleValue,
      highestTrackableValue: line.highestTrackableValue,
      numberOfSignificantValueDigits: line.numberOfSignificantValueDigits,
    }));
  }
  whole.get(line.tag).add(line);
}

const figures = {};
for (const [tag, histogram] of whole) {
  figures[tag] = {
    count: histogram.totalCount,
    p50: histogram.getValueAtPercentile(50),
    p90: histogram.getValueAtPercentile(90),
    p99: histogram.getValueAtPercentile(99),
    p999: histogram.getValueAtPercentile(99.9),
    max: histogram.maxValue,
  };
}
console.log(JSON.stringify(figures));
