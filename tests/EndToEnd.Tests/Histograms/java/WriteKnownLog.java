import java.io.FileNotFoundException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Wrote java-2.1.11.hlog, by "java -cp /usr/share/java/hdrhistogram.jar WriteKnownLog.java" on a machine with a JDK; a test
 * machine needs none. The values are those of KnownLog.cs.
 */
class WriteKnownLog {
    private static final long START_MS = 1_700_000_000_000L;

    public static void main(String[] arguments) throws FileNotFoundException {
        HistogramLogWriter log = new HistogramLogWriter("java-2.1.11.hlog");
        log.outputComment("Written by Java's HistogramLogWriter, HdrHistogram 2.1.11; the values are those of KnownLog.cs.");
        log.outputLogFormatVersion();
        log.outputStartTime(START_MS);
        log.setBaseTime(START_MS);
        log.outputBaseTime(START_MS);
        log.outputLegend();

        Histogram first = interval("steps", 0);
        for (long value = 1; value <= 400; value++) first.recordValue(value);
        log.outputIntervalHistogram(first);

        Histogram wide = interval("wide", 0);
        wide.recordValueWithCount((1L << 20) - 1, 93_000_000_000L);
        wide.recordValueWithCount((1L << 30) - 1, 6_700_000_000L);
        wide.recordValueWithCount((1L << 41) - 1, 300_000_000L);
        log.outputIntervalHistogram(wide);

        Histogram second = interval("steps", 1);
        for (long value = 401; value <= 1_000; value++) second.recordValue(value);
        log.outputIntervalHistogram(second);
        log.close();
    }

    private static Histogram interval(String tag, int number) {
        Histogram histogram = new Histogram(3_600_000_000_000L, 3);
        histogram.setTag(tag);
        histogram.setStartTimeStamp(START_MS + number * 1_000L);
        histogram.setEndTimeStamp(START_MS + number * 1_000L + 1_000L);
        return histogram;
    }
}
