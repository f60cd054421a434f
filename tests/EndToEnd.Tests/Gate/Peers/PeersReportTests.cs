using System.Text.Json;
using HotPath.Gate.Peers.Results;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class PeersReportTests
{
    [Fact]
    public void Write_Json_HasEachMemberOfARowWithNullWhereThereIsNoFigure()
    {
        using JsonDocument document = JsonDocument.Parse(PeersFormat.Write(Report()));

        JsonElement row = document.RootElement.GetProperty("rows")[0];
        string[] members = [.. row.EnumerateObject().Select(member => member.Name)];
        Assert.Superset(
            new HashSet<string> { "tool", "version", "work", "server", "requestsPerSecond", "eventsPerSecond", "cpuSecondsPer100k", "rssPeakMB", "p50Ms", "p99Ms", "trueP99Ms" },
            members.ToHashSet());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("p99Ms").ValueKind);
        Assert.Equal(0.655, row.GetProperty("cpuSecondsPer100k").GetDouble());
        Assert.Equal("peers --work small", document.RootElement.GetProperty("command").GetString());
        Assert.Equal("locust", document.RootElement.GetProperty("missing")[0].GetProperty("tool").GetString());
    }

    [Fact]
    public void Write_Markdown_IsTheTableWithItsMachineAndWhatIsMissing()
    {
        const string expected =
            """
            # Load generators beside each other

            - 2026-11-21 18:05 UTC, HotPath 0.1.0
            - Some Processor, 2 cores, 16000 MiB, Some System, .NET 10.0.0; server on core 0, generator on core 1
            - medians of 3 interleaved rounds, 8 s each
            - `peers --work small`

            ## small

            Closed loop.

            Server: nginx 1.22.1. CPU per 100,000 requests.

            | tool | version | warm-up s | requests/s | events/s | CPU s per 100k | spread | over wrk | over httpmessageinvoker | core | RSS peak MB | p50 ms | p99 ms |
            | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            | wrk | – | 5 | 123,457 | – | 0.655 | 3% | 1.00x | – | 81% | 5 | 0.442 | – |

            ## stall

            The server stands still.

            No tool gave figures.

            ## Not in the tables

            - locust, all works: locust is not on this machine
            - wrk, stall, round 2: it \| ended

            How each figure is had, and what it does not say, is in [README.md](README.md).

            """;

        Assert.Equal(expected, PeersMarkdown.Write(Report()), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Write_MarkdownOfAStall_ShowsTheTruthBesideWhatTheToolSays()
    {
        PeersReport report = Report();
        report = report with { Rows = [report.Rows[0] with { Work = "stall", P99Ms = 2.6, TrueP99Ms = 900.04 }] };

        string page = PeersMarkdown.Write(report);

        Assert.Contains("| p99 ms | true p99 ms |", page, StringComparison.Ordinal);
        Assert.Contains("| 2.6 | 900 |", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.1.0+7ffc9f2a2871f23b69a3be0640b6e3defc5f0aa9", "0.1.0+7ffc9f2")]
    [InlineData("debian/4.1.0-3+b2", "debian/4.1.0-3+b2")]
    [InlineData("9.0.0", "9.0.0")]
    public void Write_MarkdownOfAVersion_ShortensItsCommit(string version, string shown)
    {
        PeersReport report = Report();

        string page = PeersMarkdown.Write(report with { Rows = [report.Rows[0] with { Version = version }] });

        Assert.Contains($"| wrk | {shown} |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SecondOfADay_ReplacesNothing()
    {
        using TemporaryFolder folder = new();
        string results = folder.NewPath("peers");

        string first = ReportFiles.Write(Report(), results);
        string second = ReportFiles.Write(Report(), results);

        Assert.Equal(Path.Combine(results, "2026-11-21"), first);
        Assert.Equal(Path.Combine(results, "2026-11-21-2"), second);
        Assert.Equal(
            ["2026-11-21-2.json", "2026-11-21-2.md", "2026-11-21.json", "2026-11-21.md"],
            Directory.EnumerateFiles(results).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static PeersReport Report() => new()
    {
        StartedAt = new DateTimeOffset(2026, 11, 21, 18, 5, 0, TimeSpan.Zero),
        Command = "peers --work small",
        Rounds = 3,
        Seconds = 8,
        Environment = new PeersEnvironment
        {
            Version = "0.1.0",
            OperatingSystem = "Some System",
            Architecture = "X64",
            Processor = "Some Processor",
            ProcessorCount = 2,
            MemoryMB = 16_000,
            Runtime = ".NET 10.0.0",
            ServerCore = 0,
            GeneratorCore = 1,
            PinningProblem = null,
        },
        Works = [new WorkFacts("small", "closed loop"), new WorkFacts("stall", "the server stands still")],
        Rows =
        [
            new PeerRow
            {
                Tool = "wrk",
                Version = null,
                Work = "small",
                Server = "nginx 1.22.1",
                Rounds = 3,
                WarmUpSeconds = 5,
                RequestsPerSecond = 123_456.7,
                EventsPerSecond = null,
                CpuSecondsPer100k = 0.655,
                CpuPer = "requests",
                CpuSpread = 0.03,
                CpuOverWrk = 1,
                CpuOverHttpMessageInvoker = null,
                CpuPercent = 80.9,
                RssPeakMB = 5.2,
                P50Ms = 0.442,
                P99Ms = null,
                TrueP99Ms = null,
                LagP50Ms = null,
                LagP99Ms = null,
                ServerLateP99Ms = null,
            },
        ],
        Missing = [new Omission("locust", null, null, "locust is not on this machine"), new Omission("wrk", "stall", 2, "it | ended")],
    };
}
