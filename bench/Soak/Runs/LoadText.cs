using System.Globalization;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>A load in a few words.</summary>
internal static class LoadText
{
    public static string Of(LoadSettings load) => load switch
    {
        OpenLoad { Stages: [var only] } => Of(only),
        OpenLoad open => string.Join(", then ", open.Stages.Select(stage => $"{Of(stage)} for {DurationText.Format(stage.For)}")),
        ClosedLoad closed => string.Create(CultureInfo.InvariantCulture, $"{closed.Users:N0} users{Think(closed)}"),
        _ => load.GetType().Name,
    };

    private static string Of(RateStage stage) => stage.FromPerSecond == stage.ToPerSecond
        ? string.Create(CultureInfo.InvariantCulture, $"{stage.FromPerSecond:#,0.###} requests a second")
        : string.Create(CultureInfo.InvariantCulture, $"{stage.FromPerSecond:#,0.###} to {stage.ToPerSecond:#,0.###} requests a second");

    private static string Think(ClosedLoad closed) => closed.ThinkMost == TimeSpan.Zero
        ? ""
        : $" thinking {DurationText.Format(closed.ThinkLeast)} to {DurationText.Format(closed.ThinkMost)}";
}
