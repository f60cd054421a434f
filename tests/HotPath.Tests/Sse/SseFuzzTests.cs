using System.Diagnostics;
using System.Globalization;

namespace HotPath.Tests.Sse;

/// <summary>Against the reference, on random streams, by every way bytes get to the parser.</summary>
/// <remarks>
/// HOTPATH_SSE_FUZZ_EVENTS sets the number of events: an event that one path parsed and that was compared is one.
/// HOTPATH_SSE_FUZZ_SECONDS ends the run before that, HOTPATH_SSE_FUZZ_SEED makes it another run, and HOTPATH_SSE_FUZZ_RECORD names
/// the file that a run in which all agreed is written to. That is for long runs by hand.
/// </remarks>
public class SseFuzzTests
{
    [Fact]
    public async Task EveryPath_RandomStreams_AgreesWithTheReference()
    {
        int seed = (int)Setting("HOTPATH_SSE_FUZZ_SEED", 31_337);
        long wanted = Setting("HOTPATH_SSE_FUZZ_EVENTS", 20_000_000);
        long endsAt = Environment.TickCount64 + 1_000 * Setting("HOTPATH_SSE_FUZZ_SECONDS", 86_400);
        SseFuzzer[] fuzzers = [.. Enumerable.Range(seed, Environment.ProcessorCount).Select(each => new SseFuzzer(each))];
        long began = Stopwatch.GetTimestamp();

        long share = (wanted + fuzzers.Length - 1) / fuzzers.Length;
        await Task.WhenAll(fuzzers.Select(each => Task.Run(() => each.RunAsync(share, endsAt), TestContext.Current.CancellationToken)));

        SseFuzzTally total = new();
        foreach (SseFuzzer each in fuzzers) total.Add(each.Tally);
        SseFuzzRecord record = new(seed, fuzzers.Length, total, Stopwatch.GetElapsedTime(began));
        TestContext.Current.SendDiagnosticMessage(record.ToJson());
        Assert.True(total.Events >= wanted || Environment.TickCount64 >= endsAt);
        if (Environment.GetEnvironmentVariable("HOTPATH_SSE_FUZZ_RECORD") is { Length: > 0 } file) record.WriteTo(file);
    }

    private static long Setting(string name, long otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : otherwise;
}
