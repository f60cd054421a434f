using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak.Lasting;

/// <summary>What the tests of runs that end otherwise than they should have in common.</summary>
internal static class EndedRun
{
    /// <summary>Waits until the run's record has so many intervals of the measured time.</summary>
    public static Task WaitForIntervalsAsync(string results, long intervals) => WaitUntilAsync(results, recorded => recorded.IntervalCount >= intervals);

    /// <summary>The same of so many more than it has now: all of them but the first begin after the call.</summary>
    public static Task WaitForMoreIntervalsAsync(string results, int intervals) =>
        WaitForIntervalsAsync(results, ResultReader.Read(results).IntervalCount + intervals);

    public static async Task WaitUntilAsync(string results, Func<RecordedRun, bool> isSo)
    {
        string file = Path.Combine(results, ResultFileNames.Run);
        while (!File.Exists(file) || !isSo(ResultReader.Read(results))) await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    public static async Task SignalAsync(SoakProcess process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Requests that a gateway answered, at whatever endpoint with whatever status.</summary>
    public static async Task<long> AnsweredByAsync(Uri gateway)
    {
        using HttpClient client = new();
        using JsonDocument stats = JsonDocument.Parse(await client.GetStringAsync(new Uri(gateway, "/stats"), TestContext.Current.CancellationToken));
        return stats.RootElement.GetProperty("requests").EnumerateObject().Where(endpoint => endpoint.Name is "chat").SelectMany(endpoint => endpoint.Value.EnumerateObject()).Sum(status => status.Value.GetInt64());
    }
}
