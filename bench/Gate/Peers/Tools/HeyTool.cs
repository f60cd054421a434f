using System.Globalization;
using System.Text.RegularExpressions;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Tools;

/// <summary>hey: workers that each wait for their answer, with a rate for each worker.</summary>
internal sealed partial class HeyTool : PeerTool
{
    private const string GoodStatus = "200";

    public override string Name => "hey";

    public override string Install => "apt-get install -y hey";

    public override string? Find() => Executables.Find("hey");

    /// <summary>It does not tell; whatever it says when asked is left alone.</summary>
    public override Task<string?> VersionAsync(string program, CancellationToken cancellationToken) =>
        ToolVersion.AskAsync(new Launch("dpkg-query", ["-W", "-f", "${Version}", "hey"]), package: null, cancellationToken);

    public override Launch Prepare(string program, ToolOrder order)
    {
        List<string> arguments = ["-z", $"{order.TotalSeconds}s", "-c", order.Connections, "-m", "POST", "-D", order.WriteBody()];
        if (order.RateOfConnection is { } rate) arguments.AddRange(["-q", rate]);
        foreach ((string name, string value) in order.Headers) arguments.AddRange(OptionOf(name, value));
        return new Launch(program, [.. arguments, order.Address.AbsoluteUri]);
    }

    public override ToolReading Read(ProcessEnd end, ToolOrder order) => Parse(end.Output);

    public static ToolReading Parse(string output)
    {
        int answers = output.IndexOf("Status code distribution:", StringComparison.Ordinal);
        if (answers < 0) throw ToolException.NoFigures("distribution of status codes", output);

        int errors = output.IndexOf("Error distribution:", answers, StringComparison.Ordinal);
        (string Key, long Count)[] byStatus = [.. Counts(errors < 0 ? output[answers..] : output[answers..errors])];
        long good = byStatus.Where(status => status.Key == GoodStatus).Sum(status => status.Count);
        long failed = byStatus.Sum(status => status.Count) - good;
        if (errors >= 0) failed += ErrorLine().Matches(output[errors..]).Sum(error => long.Parse(error.Groups["count"].Value, CultureInfo.InvariantCulture));
        return new ToolReading(good, failed) { P50Ms = Percentile(output, "50"), P99Ms = Percentile(output, "99") };
    }

    private static string[] OptionOf(string name, string value) => name switch
    {
        "Content-Type" => ["-T", value],
        "Accept" => ["-A", value],
        _ => ["-H", $"{name}: {value}"],
    };

    private static IEnumerable<(string Key, long Count)> Counts(string section) => StatusLine().Matches(section)
        .Select(line => (line.Groups["status"].Value, long.Parse(line.Groups["count"].Value, CultureInfo.InvariantCulture)));

    private static double? Percentile(string output, string percent) =>
        PercentileLine().Matches(output).FirstOrDefault(line => line.Groups["percent"].Value == percent) is { } found
            ? ToolReading.Known(double.Parse(found.Groups["seconds"].Value, CultureInfo.InvariantCulture) * 1e3)
            : null;

    [GeneratedRegex("""^\s*\[(?<status>\d+)\]\s+(?<count>\d+) responses""", RegexOptions.Multiline)]
    private static partial Regex StatusLine();

    [GeneratedRegex("""^\s*\[(?<count>\d+)\]\s""", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();

    [GeneratedRegex("""^\s*(?<percent>\d+)%+ in (?<seconds>\d+(\.\d+)?) secs""", RegexOptions.Multiline)]
    private static partial Regex PercentileLine();
}
