using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load.Schedules;

/// <summary>The schedules of an open loop.</summary>
internal static class Arrivals
{
    /// <param name="seed">The run's: what every draw comes from. The warm-up's come from its complement.</param>
    public static (IArrivalSchedule WarmUp, IArrivalSchedule Measured) Of(LoadSettings load, long seed) => load switch
    {
        OpenLoad open => (WarmUp(open.WarmUp, FirstRate(open), open.Arrival, seed), Rest(new RateSchedule(open.Stages, open.Arrival, seed), load)),
        TraceLoad trace => (WarmUp(trace.WarmUp, trace.MeanPerSecond, Arrival.Constant, seed), Rest(new TraceSchedule(trace), load)),
        _ => throw new InvalidOperationException($"No schedule for a load of the kind {load.GetType().Name}."),
    };

    private static IArrivalSchedule Rest(IArrivalSchedule whole, LoadSettings load) => load.Start == default ? whole : new LaterArrivals(whole, load.Start);

    private static double FirstRate(OpenLoad load) => load.Start == default ? load.Stages[0].MeanPerSecond : LoadLevel.At(load, load.Start.Elapsed);

    /// <summary>One rate, the mean of what the load begins with: a ramp that starts from nothing would warm up nothing.</summary>
    private static RateSchedule WarmUp(TimeSpan length, double perSecond, Arrival arrival, long seed) =>
        new([new RateStage(length, perSecond, perSecond)], arrival, ~seed);
}
