using System.Globalization;
using HotPath.Analysis.Words;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>A load in a few words.</summary>
internal static class LoadText
{
    public static string Of(LoadSettings load) =>
        Shape(load) + (load.MostRequests is { } requests ? string.Create(CultureInfo.InvariantCulture, $", {requests:N0} requests in all") : "");

    private static string Shape(LoadSettings load) => load switch
    {
        OpenLoad open => Stages(open.Stages, Of, stage => stage.For) + Arriving(open.Arrival),
        ClosedLoad closed => Stages(closed.Stages, Of, stage => stage.For) + Think(closed.Think),
        LedLoad led => $"users as the master says{Think(led.Think)}",
        TraceLoad trace => string.Create(
            CultureInfo.InvariantCulture, $"{trace.Requests.Count:N0} requests of the trace {Path.GetFileName(trace.File)}{(trace.Speed == 1 ? "" : $" at {trace.Speed:0.###} times its speed")}"),
        _ => load.GetType().Name,
    };

    private static string Stages<T>(IReadOnlyList<T> stages, Func<T, string> text, Func<T, TimeSpan> length) => stages.Count == 1
        ? text(stages[0])
        : string.Join(", then ", stages.Select(stage => $"{text(stage)} for {DurationText.Format(length(stage))}"));

    private static string Of(RateStage stage) => stage.FromPerSecond == stage.ToPerSecond
        ? string.Create(CultureInfo.InvariantCulture, $"{stage.FromPerSecond:#,0.###} requests a second")
        : string.Create(CultureInfo.InvariantCulture, $"{stage.FromPerSecond:#,0.###} to {stage.ToPerSecond:#,0.###} requests a second");

    private static string Of(UserStage stage) => stage.From == stage.To
        ? string.Create(CultureInfo.InvariantCulture, $"{stage.From:N0} users")
        : string.Create(CultureInfo.InvariantCulture, $"{stage.From:N0} to {stage.To:N0} users");

    private static string Arriving(Arrival arrival) => arrival.Kind switch
    {
        ArrivalKind.Poisson => ", arriving as a Poisson process",
        ArrivalKind.Gamma => string.Create(CultureInfo.InvariantCulture, $", arriving with gamma intervals of burstiness {arrival.Burstiness:0.###}"),
        _ => "",
    };

    private static string Think(Distribution think) => think.Kind switch
    {
        DistributionKind.Constant when think.First == 0 => "",
        DistributionKind.Constant => $" thinking {DurationText.FormatNanoseconds((decimal)think.First)}",
        DistributionKind.Uniform => $" thinking {DurationText.FormatNanoseconds((decimal)think.First)} to {DurationText.FormatNanoseconds((decimal)think.Second)}",
        _ => $" thinking {ThinkText.Format(think)}",
    };
}
