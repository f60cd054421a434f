using HotPath.Analysis.Results;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Watching;

namespace HotPath.Soak.Tests.Telemetry;

public sealed class TelemetryCostTests
{
    private const double BytesPerMB = 1 << 20;
    private const int ArrayBytes = 10_000_000;
    private const int MostOfEvents = 1_000_000; // of the collections of all tests that run meanwhile

    [Fact]
    public void Figures_AllocatedWithinAndOutsideOfWhatIsCounted_HaveTheFormerAlone()
    {
        TelemetryCost cost = new(WatchList.Empty);
        GC.KeepAlive(new byte[ArrayBytes]);
        using (cost.Count()) GC.KeepAlive(new byte[ArrayBytes]);
        GC.KeepAlive(new byte[ArrayBytes]);
        using (cost.Count()) GC.KeepAlive(new byte[ArrayBytes]);

        TelemetryFigures figures = cost.Figures(seconds: 10, events: 1_000);

        Assert.InRange(figures.AllocatedMB!.Value * BytesPerMB, 2 * ArrayBytes, (2 * ArrayBytes) + MostOfEvents);
        Assert.Equal(figures.AllocatedMB.Value * BytesPerMB / 1_000, figures.AllocatedBytesPerEvent!.Value, 6);
    }

    [Fact]
    public void Figures_NoEvents_SayNothingOfOne()
    {
        Assert.Null(new TelemetryCost(WatchList.Empty).Figures(seconds: 10, events: 0).AllocatedBytesPerEvent);
    }
}
