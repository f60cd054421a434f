using System.Globalization;
using System.Text.RegularExpressions;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Tools;

/// <summary>wrk: a closed loop, as fast as answers come. It reads no body beyond its length.</summary>
internal sealed partial class WrkTool : PeerTool
{
    public override string Name => "wrk";

    public override string Install => "apt-get install -y wrk";

    public override string? Find() => Executables.Find("wrk");

    public override Task<string?> VersionAsync(string program, CancellationToken cancellationToken) =>
        ToolVersion.AskAsync(new Launch(program, ["-v"]), "wrk", cancellationToken);

    public override string? WhyNot(Work work) => base.WhyNot(work)
        ?? (work.RatePerSecond is not null && !work.Stalls ? "it has no rate" : null); // in a stall it shows what a closed loop makes of it

    public override Launch Prepare(string program, ToolOrder order)
    {
        string script = order.PathOf("post.lua");
        File.WriteAllText(script, Script(order));
        return new Launch(program, ["-t1", "-c", order.Connections, "-d", $"{order.TotalSeconds}s", "--latency", "-s", script, order.Address.AbsoluteUri]);
    }

    public override ToolReading Read(ProcessEnd end, ToolOrder order) => Parse(end.Output);

    public static ToolReading Parse(string output)
    {
        if (!RequestsLine().Match(output).TryCount("requests", out long requests)) throw ToolException.NoFigures("line of requests", output);

        _ = WrongStatusLine().Match(output).TryCount("requests", out long wrongStatus);
        long failed = wrongStatus + SocketErrors(output);
        return new ToolReading(Math.Max(0, requests - wrongStatus), failed)
        {
            P50Ms = Percentile(output, "50"),
            P99Ms = Percentile(output, "99"),
        };
    }

    private static long SocketErrors(string output) => SocketErrorsLine().Match(output) is { Success: true } found
        ? found.Groups["count"].Captures.Sum(count => long.Parse(count.Value, CultureInfo.InvariantCulture))
        : 0;

    private static double? Percentile(string output, string percent) =>
        PercentileLine().Matches(output).FirstOrDefault(line => line.Groups["percent"].Value == percent) is { } found
            ? ToolReading.Known(double.Parse(found.Groups["value"].Value, CultureInfo.InvariantCulture) * MillisecondsOf(found.Groups["unit"].Value))
            : null;

    private static double MillisecondsOf(string unit) => unit switch
    {
        "us" => 1e-3,
        "ms" => 1,
        "s" => 1e3,
        "m" => 60e3,
        _ => throw ToolException.NoFigures("latency in us, ms, s or m", unit),
    };

    // Long brackets take what stands in them as it is.
    private static string Script(ToolOrder order) =>
        $"wrk.method = \"POST\"\nwrk.body = [==[{order.Body}]==]\n"
            + string.Concat(order.Headers.Select(header => $"wrk.headers[\"{header.Key}\"] = \"{header.Value}\"\n"));

    [GeneratedRegex("""^\s*(?<requests>\d+) requests in """, RegexOptions.Multiline)]
    private static partial Regex RequestsLine();

    [GeneratedRegex("""^\s*Non-2xx or 3xx responses: (?<requests>\d+)""", RegexOptions.Multiline)]
    private static partial Regex WrongStatusLine();

    [GeneratedRegex("""^\s*Socket errors:(,? (connect|read|write|timeout) (?<count>\d+))+""", RegexOptions.Multiline)]
    private static partial Regex SocketErrorsLine();

    [GeneratedRegex("""^\s*(?<percent>\d+(\.\d+)?)%\s+(?<value>\d+(\.\d+)?)(?<unit>us|ms|s|m)\s*$""", RegexOptions.Multiline)]
    private static partial Regex PercentileLine();
}
