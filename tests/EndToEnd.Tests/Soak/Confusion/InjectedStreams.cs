using System.Text.Json;
using HotPath.Soak.Gateway;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;

namespace HotPath.EndToEnd.Tests.Soak.Confusion;

/// <summary>One round of streams: the faults in force, and seeds of which it is known beforehand what each will meet.</summary>
internal sealed record InjectedStreams
{
    public required GatewayFaults Faults { get; init; }

    /// <summary>Short where streams are held until the generator gives them up, else so long that a busy machine does not meet it.</summary>
    public required TimeSpan Idle { get; init; }

    /// <summary>Seeds and what is wrong with their streams, by the names of <c>gateway.faults</c>; null: nothing.</summary>
    public required IReadOnlyList<(long Seed, string? Fault)> Streams { get; init; }

    /// <summary>Walks seed after seed and takes as many of each kind as asked.</summary>
    /// <param name="faultyEach">Of each kind that the faults have.</param>
    /// <param name="clean">Without a fault.</param>
    /// <param name="sequence">Other rounds have other seeds.</param>
    /// <param name="isStreamed">False: answers in one piece.</param>
    public static InjectedStreams Of(GatewaySettings settings, GatewayFaults faults, TimeSpan idle, int faultyEach, int clean, long sequence, bool isStreamed = true)
    {
        Dictionary<string, int> left = KindsOf(faults).ToDictionary(kind => kind, _ => faultyEach);
        int cleanLeft = clean;
        List<(long, string?)> streams = [];
        for (long number = 0; cleanLeft > 0 || left.Values.Any(wanted => wanted > 0); number++)
        {
            long seed = RequestDraw.SeedAt(sequence, number);
            string[] met = [.. MetBy(settings, faults, seed, isStreamed)];
            if (met.Length > 1) continue; // a stream of two faults has no one name

            if (met.Length == 0 && cleanLeft > 0) cleanLeft--;
            else if (met.Length == 1 && left[met[0]] > 0) left[met[0]]--;
            else continue;
            streams.Add((seed, met.FirstOrDefault()));
        }

        return new InjectedStreams { Faults = faults, Idle = idle, Streams = streams };
    }

    /// <summary>How often each kind is met.</summary>
    public Dictionary<string, long> Expected() =>
        Streams.Where(stream => stream.Fault is not null).GroupBy(stream => stream.Fault!).ToDictionary(kind => kind.Key, kind => kind.LongCount());

    private static IEnumerable<string> MetBy(GatewaySettings settings, GatewayFaults faults, long seed, bool isStreamed)
    {
        if (Rejection.DrawOf(seed) < faults.RejectShare) yield return NameOf(FaultKind.Reject);
        if (StreamPlan.IsDelayed(faults, seed)) yield return NameOf(FaultKind.Delay);
        if (new StreamPlan(settings, faults, seed, maxTokens: null, isStreamed).Fault.Kind is { } kind) yield return NameOf(kind);
    }

    private static IEnumerable<string> KindsOf(GatewayFaults faults)
    {
        (FaultKind Kind, double Share)[] shares =
        [
            (FaultKind.Cut, faults.CutShare), (FaultKind.Pause, faults.Pause.Share), (FaultKind.InBandError, faults.InBandError.Share),
            (FaultKind.Malformed, faults.Malformed.Share), (FaultKind.Lose, faults.LoseShare), (FaultKind.Repeat, faults.RepeatShare),
            (FaultKind.Reorder, faults.ReorderShare), (FaultKind.Alter, faults.AlterShare), (FaultKind.WrongUsage, faults.WrongUsageShare),
            (FaultKind.Delay, faults.Delay.Share), (FaultKind.Reject, faults.RejectShare),
        ];
        return shares.Where(fault => fault.Share > 0).Select(fault => NameOf(fault.Kind));
    }

    private static string NameOf(FaultKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
