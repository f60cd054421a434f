using System.Globalization;
using System.Text.RegularExpressions;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Tools;

/// <summary>h2load: over HTTP/1.1 a connection for each request at a time, over HTTP/2 one connection for all.</summary>
internal sealed partial class H2LoadTool(bool overHttp2) : PeerTool
{
    private const string LogFile = "requests.log";
    private const int DurationColumn = 2; // after the start's moment and the status

    public override string Name => overHttp2 ? "h2load-http2" : "h2load";

    public override string Install => "apt-get install -y nghttp2-client";

    public override bool OverHttp2 => overHttp2;

    public override string? Find() => Executables.Find("h2load");

    public override Task<string?> VersionAsync(string program, CancellationToken cancellationToken) =>
        ToolVersion.AskAsync(new Launch(program, ["--version"]), "nghttp2-client", cancellationToken);

    public override Launch Prepare(string program, ToolOrder order)
    {
        List<string> arguments = ["-t1", .. overHttp2 ? ["-c1", "-m", order.Connections] : (string[])["--h1", "-c", order.Connections]];
        arguments.AddRange(["-D", order.TotalSeconds, "-d", order.WriteBody()]);
        if (order.Work.RatePerSecond is { } rate)
        {
            int connections = overHttp2 ? 1 : order.Work.Connections;
            arguments.AddRange(["--rps", (rate / connections).ToString(CultureInfo.InvariantCulture)]);
        }

        if (order.Work.Stalls) arguments.AddRange(["--log-file", order.PathOf(LogFile)]); // it has no percentiles; at full speed the log would be a part of its CPU
        foreach ((string name, string value) in order.Headers) arguments.AddRange(["-H", $"{name}: {value}"]);
        return new Launch(program, [.. arguments, order.Address.AbsoluteUri]);
    }

    public override ToolReading Read(ProcessEnd end, ToolOrder order)
    {
        ToolReading reading = Parse(end.Output);
        string log = order.PathOf(LogFile);
        return File.Exists(log)
            ? reading with { P50Ms = PercentileOf(File.ReadLines(log), 0.50), P99Ms = PercentileOf(File.ReadLines(log), 0.99) }
            : reading;
    }

    public static ToolReading Parse(string output) => RequestsLine().Match(output) is { Success: true } found
        ? new ToolReading(Count(found, "succeeded"), Count(found, "failed") + Count(found, "timeout"))
        : throw ToolException.NoFigures("line of requests", output);

    /// <param name="log">Its log of requests, a line each.</param>
    public static double? PercentileOf(IEnumerable<string> log, double share)
    {
        double[] milliseconds = [.. log.Select(line => double.Parse(line.Split('\t')[DurationColumn], CultureInfo.InvariantCulture) / 1e3).Order()];
        return milliseconds.Length == 0 ? null : milliseconds[(int)Math.Ceiling(share * milliseconds.Length) - 1];
    }

    private static long Count(Match found, string group) => long.Parse(found.Groups[group].Value, CultureInfo.InvariantCulture);

    // Those that are errored are among the failed.
    [GeneratedRegex("""^requests: .*?(?<succeeded>\d+) succeeded, (?<failed>\d+) failed, (?<errored>\d+) errored, (?<timeout>\d+) timeout""", RegexOptions.Multiline)]
    private static partial Regex RequestsLine();
}
