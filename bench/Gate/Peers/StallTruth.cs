namespace HotPath.Gate.Peers;

/// <summary>What who comes by the schedule waits, when the server stands still in between: the same whatever a tool made of it.</summary>
internal static class StallTruth
{
    private const double Quantile = 0.99;

    /// <summary>
    /// By the server's own log, for a tool that sends whatever is due: the n-th request is due n intervals after the first, and the n-th
    /// answer is its. The first is due where that makes no answer come before its request, and the least wait none.
    /// </summary>
    /// <param name="answeredAt">Moments in seconds, in order. Of more than were due in the measured part, the last are taken.</param>
    /// <returns>The 99th percentile in milliseconds; null when fewer were answered than were due.</returns>
    public static double? FromLog(IReadOnlyList<double> answeredAt, int ratePerSecond, int seconds)
    {
        int due = ratePerSecond * seconds;
        if (answeredAt.Count < due) return null;

        double[] late = [.. answeredAt.Skip(answeredAt.Count - due).Select((moment, number) => moment - ((double)number / ratePerSecond)).Order()];
        return (late[(int)Math.Ceiling(Quantile * due) - 1] - late[0]) * 1e3;
    }

    /// <summary>
    /// By an even stream of requests, whatever the tool sent: those due while the server stands still wait for its end, all others not at
    /// all. The catching up afterwards is left out.
    /// </summary>
    /// <param name="stall">In seconds.</param>
    /// <param name="load">In seconds.</param>
    /// <returns>The 99th percentile in milliseconds.</returns>
    public static double FromModel(double stall, double load) => Math.Max(0, stall - ((1 - Quantile) * load)) * 1e3;
}
