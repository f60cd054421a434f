using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak.Lasting;

/// <summary>What the tests of runs that end otherwise than they should have in common.</summary>
internal static class EndedRun
{
    /// <summary>Waits until the run has written so many intervals of the measured time; <c>run.json</c> may still be that of one fewer.</summary>
    public static async Task WaitForIntervalsAsync(string results, int intervals)
    {
        string file = Path.Combine(results, ResultFileNames.Intervals);
        while (!File.Exists(file) || await LinesOf(file) < intervals) await Task.Delay(20, TestContext.Current.CancellationToken);
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

    private static async Task<int> LinesOf(string file)
    {
        await using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(stream);
        return (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Count(c => c == '\n');
    }
}
