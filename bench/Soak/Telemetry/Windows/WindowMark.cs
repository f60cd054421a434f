using HotPath.Analysis.Results;

namespace HotPath.Soak.Telemetry.Windows;

/// <summary>All that is counted from the start of the measured time to one moment; a window is the difference of two.</summary>
internal sealed class WindowMark(int groups)
{
    public double Seconds { get; set; }

    public ScopeMark Whole { get; } = new();

    /// <summary>By the place of the group among those looked at.</summary>
    public IReadOnlyList<ScopeMark> Groups { get; } = [.. Enumerable.Range(0, groups).Select(_ => new ScopeMark())];

    public ProcessSum Generator { get; set; }

    public ProcessSum Gateway { get; set; }

    public void CopyTo(WindowMark other)
    {
        other.Seconds = Seconds;
        Whole.CopyTo(other.Whole);
        foreach ((ScopeMark mine, ScopeMark its) in Groups.Zip(other.Groups)) mine.CopyTo(its);
        other.Generator = Generator;
        other.Gateway = Gateway;
    }
}

/// <summary>What is counted of the whole run, or of one group.</summary>
internal sealed class ScopeMark
{
    public CounterSet Counters { get; } = new();

    /// <summary>Finished since the measured time began, see <see cref="ThroughputCount"/>.</summary>
    public long Requests { get; private set; }

    /// <summary>Tokens of those.</summary>
    public long Tokens { get; private set; }

    public void Set(CounterSet counters, Throughputs throughput)
    {
        Counters.Clear();
        Counters.Add(counters);
        Requests = throughput.Requests.SinceBegin;
        Tokens = throughput.Tokens.SinceBegin;
    }

    public void CopyTo(ScopeMark other)
    {
        other.Counters.Clear();
        other.Counters.Add(Counters);
        other.Requests = Requests;
        other.Tokens = Tokens;
    }
}

/// <summary>What a process has used, summed over the intervals in which it could be read.</summary>
internal readonly record struct ProcessSum(double Seconds, double CpuPercentSeconds, long Gen0, long Gen1, long Gen2, double PauseMs, double AllocatedMB)
{
    private const double BytesPerMB = 1 << 20;

    public ProcessSum With(ProcessInterval? process, double seconds) => process is null
        ? this
        : new ProcessSum(
            Seconds + seconds,
            CpuPercentSeconds + (process.CpuPercent * seconds),
            Gen0 + process.Gc.Gen0,
            Gen1 + process.Gc.Gen1,
            Gen2 + process.Gc.Gen2,
            PauseMs + process.Gc.PauseMs,
            AllocatedMB + process.AllocatedMB);

    /// <returns>Null where it could not be read since <paramref name="earlier"/>.</returns>
    public ProcessFigures? Since(ProcessSum earlier, long events, long requests)
    {
        double seconds = Seconds - earlier.Seconds;
        if (seconds <= 0) return null;

        double allocated = (AllocatedMB - earlier.AllocatedMB) * BytesPerMB;
        double pauseMs = PauseMs - earlier.PauseMs;
        return new ProcessFigures
        {
            CpuPercent = (CpuPercentSeconds - earlier.CpuPercentSeconds) / seconds,
            Gc = new GcFigures
            {
                Gen0 = Gen0 - earlier.Gen0,
                Gen1 = Gen1 - earlier.Gen1,
                Gen2 = Gen2 - earlier.Gen2,
                PauseMs = pauseMs,
                PausePercent = pauseMs / (seconds * 10),
            },
            AllocatedBytesPerEvent = events > 0 ? allocated / events : null,
            AllocatedBytesPerRequest = requests > 0 ? allocated / requests : null,
        };
    }
}
