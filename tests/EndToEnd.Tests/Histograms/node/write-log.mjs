// Prints a histogram log of the intervals that come as JSON on the standard input:
// [{ "tag": "a", "startMs": 1700000000000, "endMs": 1700000001000, "values": [{ "value": 1, "count": 2 }] }]
import { readFileSync } from "node:fs";
import { build, HistogramLogWriter } from "hdr-histogram-js";

const intervals = JSON.parse(readFileSync(0, "utf8"));
const log = new HistogramLogWriter((text) => process.stdout.write(text));
log.outputLogFormatVersion();
log.outputStartTime(intervals[0].startMs);
log.outputLegend();
for (const { tag, startMs, endMs, values } of intervals) {
  const histogram = build({ bitBucketSize: 64, highestTrackableValue: 3_600_000_000_000, numberOfSignificantValueDigits: 3 });
  for (const { value, count } of values) {
    histogram.recordValueWithCount(value, count);
  }
  histogram.tag = tag;
  histogram.startTimeStampMsec = startMs;
  histogram.endTimeStampMsec = endMs;
  log.outputIntervalHistogram(histogram);
}
