using HotPath.Analysis.Results;
using HotPath.Soak.Reports;
using HotPath.Soak.Reports.SideBySide;

namespace HotPath.Soak.Tests.Reports;

public sealed class SideBySideTests
{
    private static readonly RunResult Slower = SampleRuns.Passed with
    {
        Requests = SampleRuns.Passed.Requests with { RatePerSecond = 25 },
        Latency = SampleRuns.Passed.Latency with { Ttft = SampleRuns.Passed.Latency.Ttft! with { P50 = SampleRuns.Passed.Latency.Ttft!.P50 * 2 } },
        Environment = SampleRuns.Passed.Environment with { Target = "http://b/v1" },
    };

    [Fact]
    public void Comparison_TwoRuns_HoldsTheSecondAgainstTheFirst()
    {
        Dictionary<string, string[]> rows = ComparisonTable.Of(Runs(("a", SampleRuns.Passed), ("b", Slower))).Rows.ToDictionary(row => row[0]);

        Assert.Equal(["sustained rate", "50.0/s", "25.0/s (0.500x)"], rows["sustained rate"]);
        Assert.EndsWith(" (2.00x)", rows["ttft p50"][2], StringComparison.Ordinal);
        Assert.Equal(["target", "embedded", "http://b/v1"], rows["target"]);
        Assert.Equal(["rate limited", "0.133%", "0.133% (1.00x)"], rows["rate limited"]); // 2 of 1,500 answers are 429
    }

    [Fact]
    public void Comparison_FigureOfNeither_IsLeftOut_AndOfOneAlone_IsShown()
    {
        RunResult ramp = SampleRuns.Passed with { Ramp = new RampFigures { Unit = "users", Sustained = 40 } };

        string[] without = Names(Runs(("a", SampleRuns.Passed), ("b", SampleRuns.Passed)));
        string[] row = ComparisonTable.Of(Runs(("a", SampleRuns.Passed), ("b", ramp))).Rows.Single(row => row[0] == "borne up to");

        Assert.DoesNotContain("borne up to", without);
        Assert.Equal(["borne up to", "-", "40.0"], row);
    }

    [Fact]
    public void Differences_OfScenarioMachineAndVerdict_AreSaid()
    {
        RunResult other = SampleRuns.Void with
        {
            Scenario = "other", Seed = 7, Environment = SampleRuns.Void.Environment with { ProcessorCount = 64, Runtime = ".NET 11" },
        };

        IReadOnlyList<string> cautions = Differences.Between(Runs(("a", SampleRuns.Passed), ("b", other)));

        Assert.Contains(cautions, caution => caution.Contains("scenario is not the same in all: streaming-soak; other", StringComparison.Ordinal));
        Assert.Contains(cautions, caution => caution.Contains("seed", StringComparison.Ordinal));
        Assert.Contains(cautions, caution => caution.Contains("64 processors", StringComparison.Ordinal));
        Assert.Contains(cautions, caution => caution.Contains(".NET 11", StringComparison.Ordinal));
        Assert.Contains("b is void: its figures prove nothing about its target.", cautions);
    }

    [Fact]
    public void Differences_OfLikeRuns_IsTheCautionOfSingleRunsAlone() => Assert.Single(Differences.Between(Runs(("a", SampleRuns.Passed), ("b", Slower))));

    [Fact]
    public void Comparison_RunsWithPrices_SaysWhatVolumesCostAndWhatTheDearestWould()
    {
        RunResult first = SampleRuns.Passed with { Cost = new CostFigures { PerMillionTokens = new Dictionary<string, double> { ["dear"] = 8, ["middle"] = 2.5 } } };
        RunResult second = SampleRuns.Passed with { Cost = new CostFigures { PerMillionTokens = new Dictionary<string, double> { ["cheap"] = 0.42 }, OtherCurrency = "EUR", OtherRate = 0.5 } };
        NamedRun[] runs = Runs(("a", first), ("b", second));

        ReportTable table = VolumeTable.Of(runs);
        SideBySideReport report = SideBySideReport.Comparison(runs);

        Assert.Equal(
            [
                "b, cheap, $0.4200 (0.2100 EUR), $4.20 (2.10 EUR), $21.00 (10.50 EUR), $42.00 (21.00 EUR), 94.8%",
                "a, middle, $2.50, $25.00, $125.00, $250.00, 68.8%",
                "a, dear, $8.00, $80.00, $400.00, $800.00, -",
            ],
            table.Rows.Select(row => string.Join(", ", row)));
        Assert.Contains(VolumeTable.Title, report.Markdown(), StringComparison.Ordinal);
        Assert.Contains("$800.00", report.Html(), StringComparison.Ordinal);
        Assert.DoesNotContain(VolumeTable.Title, SideBySideReport.Comparison(Runs(("a", SampleRuns.Passed))).Markdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_ListsOfModels_AreCounted()
    {
        RunResult few = SampleRuns.Passed with { ModelsListed = 12 };

        string[] row = ComparisonTable.Of(Runs(("a", few), ("b", few with { ModelsListed = 240 }))).Rows.Single(row => row[0] == "models listed");

        Assert.Equal(["models listed", "12", "240 (20.0x)"], row);
    }

    [Fact]
    public void Names_AreScenariosThenFoldersThenPaths()
    {
        RunResult run = SampleRuns.Passed;

        Assert.Equal(["streaming-soak", "other"], Of(("x/a", run), ("x/b", run with { Scenario = "other" })));
        Assert.Equal(["a", "b"], Of(("x/a", run), ("x/b", run)));
        Assert.Equal(["x/a", "y/a"], Of(("x/a", run), ("y/a", run)));

        static string[] Of(params (string, RunResult)[] runs) => [.. NamedRun.Of(runs).Select(named => named.Name)];
    }

    [Fact]
    public void Summary_OfPassedAndFailed_CountsThemAndSaysWhy()
    {
        ConsoleCapture console = ConsoleCapture.Plain();
        SideBySideReport.Summary(Runs(("good", SampleRuns.Passed), ("bad", SampleRuns.Failed))).Write(console.Console);

        Assert.Contains("1 of 2 scenarios passed", console.Text, StringComparison.Ordinal);
        Assert.Contains(console.Lines, line => line.StartsWith("good", StringComparison.Ordinal) && line.Contains("PASS", StringComparison.Ordinal));
        Assert.Contains($"bad: {SampleRuns.Failed.Reasons[0]}"[..40], console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_OfHostileRuns_StayInShape()
    {
        SideBySideReport report = SideBySideReport.Comparison(Runs((SampleRuns.HostileName, SampleRuns.Hostile), ("b", SampleRuns.Passed)));

        string markdown = report.Markdown();
        string html = report.Html();

        Assert.DoesNotContain(markdown, c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2028');
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        System.Xml.Linq.XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
    }

    private static string[] Names(IReadOnlyList<NamedRun> runs) => [.. ComparisonTable.Of(runs).Rows.Select(row => row[0])];

    private static NamedRun[] Runs(params (string Name, RunResult Run)[] runs) => [.. runs.Select(run => new NamedRun(run.Name, run.Run, run.Name))];
}
