using System.Globalization;
using System.Text.Json.Nodes;
using HotPath.EndToEnd.Tests.Gate.Soak;
using HotPath.Gate.History;

namespace HotPath.EndToEnd.Tests.Gate.History;

public sealed class HistoryCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string History => Path.Combine(_folder.FullName, "history");

    [Fact]
    public void Add_SoakRuns_KeepsALineEachAndAFileAMachine()
    {
        string[] runs = [Run(1), Run(2), Run(3, run => run with { Processor = "Other 4000" })];

        GateRun add = GateRun.Of(["history", "add", .. runs, "--history", History]);

        Assert.True(add.ExitCode == 0, add.Output + add.Error);
        string[] files = Directory.GetFiles(History);
        Assert.Equal([1, 2], files.Select(file => File.ReadAllLines(file).Length).Order());
        GateRun show = GateRun.Of("history", "show", "--history", History, "--out", _folder.NewPath("page"));
        Assert.True(show.ExitCode == 0, show.Output + show.Error);
        Assert.Equal(2, show.Output.Split("soak on ").Length - 1);
        Assert.Matches(@"ttft\.p50 +chat \(\w{6}\) +2 ", show.Output);
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(_folder.NewPath("page"), "history.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Add_SameRunAgain_IsThereOnce()
    {
        string run = Run(1);
        GateRun.Of("history", "add", run, "--history", History);

        GateRun again = GateRun.Of("history", "add", run, "--history", History);

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("is in the history already", again.Output, StringComparison.Ordinal);
        Assert.Single(File.ReadAllLines(Assert.Single(Directory.GetFiles(History))));
    }

    [Fact]
    public void Add_OneOfThemVoid_AddsNone()
    {
        string[] runs = [Run(1), Run(2, run => run with { Verdict = "void" })];

        GateRun add = GateRun.Of(["history", "add", .. runs, "--history", History]);

        Assert.Equal(3, add.ExitCode);
        Assert.Contains("is void: the generator was late; it was not added", add.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(History));
    }

    [Fact]
    public void Add_RecordedComparison_KeepsWhatItsHeadTook()
    {
        JsonNode gate = JsonNode.Parse(File.ReadAllText(Recorded("one-code-live", "1", "gate.json")))!;

        GateRun add = GateRun.Of("history", "add", Recorded("one-code-live", "1"), "--history", History);

        Assert.True(add.ExitCode == 0, add.Output + add.Error);
        HistoryEntry entry = Assert.Single(new HistoryFolder(History).Read());
        Assert.Equal(HistoryEntry.Micro, entry.Kind);
        Assert.StartsWith(entry.Version, (string)gate["head"]!["commit"]!, StringComparison.Ordinal);
        JsonArray benchmarks = gate["benchmarks"]!.AsArray();
        Assert.Equal(2 * benchmarks.Count, entry.Figures.Count);
        Assert.All(benchmarks, benchmark => Assert.Equal((double)benchmark!["time"]!["headNanoseconds"]!, entry.Figures[$"{benchmark["name"]}, ns"]));
    }

    [Fact]
    public void Add_ComparisonOfUncommittedChanges_AddsNone()
    {
        GateRun add = GateRun.Of("history", "add", Recorded("one-code-live", "1"), Recorded("ten-percent"), "--history", History);

        Assert.Equal(3, add.ExitCode);
        Assert.Contains("of a head with uncommitted changes", add.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(History));
    }

    [Fact]
    public void Add_FolderWithoutResult_IsBadInput()
    {
        GateRun add = GateRun.Of("history", "add", _folder.AddFolderWith("bare", "notes.txt"), "--history", History);

        Assert.Equal(2, add.ExitCode);
        Assert.Contains("has neither run.json nor gate.json", add.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_DamagedComparison_IsBadInput()
    {
        GateRun add = GateRun.Of("history", "add", _folder.AddFolderWith("gate", "gate.json"), "--history", History); // {}

        Assert.Equal(2, add.ExitCode);
        Assert.Contains("schemaVersion missing", add.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_ResultsThatChanged_MarksWhere()
    {
        HistoryFolder history = new(History);
        for (int i = 0; i < 24; i++) history.Add(Entry(i, milliseconds: (i < 12 ? 100 : 112) + (0.5 * (i * 7 % 5))));

        GateRun show = GateRun.Of("history", "show", "--history", History, "--out", _folder.NewPath("page"));

        Assert.True(show.ExitCode == 0, show.Output + show.Error);
        Assert.Matches(@"ttft\.p50 .* 24 .* 1 +101 to 113 from 1\.0\.12 on, 2026-03-13", show.Output);
        Assert.Contains("hp-band", File.ReadAllText(Path.Combine(_folder.NewPath("page"), "history.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_AnotherSettingOrMachine_IsAnotherSeries()
    {
        HistoryFolder history = new(History);
        for (int i = 0; i < 12; i++) history.Add(Entry(i, 100));
        for (int i = 12; i < 24; i++) history.Add(Entry(i, 200) with { Setting = "other-setting" });
        for (int i = 24; i < 36; i++) history.Add(Entry(i, 300) with { Environment = new Dictionary<string, string> { ["processor"] = "B" } });

        IReadOnlyList<HistorySeries> series = HistorySeries.Of(history.Read());

        Assert.Equal([12, 12, 12], series.Select(each => each.Values.Count));
        Assert.All(series, each => Assert.Empty(each.Changes));
    }

    [Fact]
    public void Show_NothingThere_CannotSay()
    {
        GateRun show = GateRun.Of("history", "show", "--history", History);

        Assert.Equal(3, show.ExitCode);
        Assert.Contains("there is no result in", show.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut", "is damaged")]
    [InlineData("NaN", "is damaged")]
    [InlineData("schema", "has schemaVersion 9")]
    [InlineData("machine", "is of another environment")]
    [InlineData("missing", "is damaged")]
    public void Show_DamagedLine_IsBadInputAndNamesIt(string damage, string reason)
    {
        string file = new HistoryFolder(History).Add(Entry(1, 100))!;
        string line = File.ReadAllText(file).Trim();
        File.AppendAllText(file, damage switch
        {
            "cut" => line[..(line.Length / 2)],
            "NaN" => line.Replace(":100", ":NaN", StringComparison.Ordinal),
            "schema" => line.Replace("\"schemaVersion\":1", "\"schemaVersion\":9", StringComparison.Ordinal),
            "machine" => line.Replace("\"A\"", "\"B\"", StringComparison.Ordinal),
            _ => line.Replace("\"figures\"", "\"numbers\"", StringComparison.Ordinal),
        } + "\n");

        GateRun show = GateRun.Of("history", "show", "--history", History);

        Assert.Equal(2, show.ExitCode);
        Assert.Contains("line 2 of", show.Error, StringComparison.Ordinal);
        Assert.Contains(reason, show.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Recorded(params ReadOnlySpan<string> path) => Path.Combine([SourceFolder.Root, "results", "gate", .. path]);

    private static HistoryEntry Entry(int number, double milliseconds) => new()
    {
        Kind = HistoryEntry.Soak,
        Id = $"run-{number}",
        At = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddDays(number),
        Version = string.Create(CultureInfo.InvariantCulture, $"1.0.{number}"),
        Name = "chat",
        Setting = "a-setting",
        Environment = new Dictionary<string, string> { ["processor"] = "A" },
        Figures = new Dictionary<string, double> { ["ttft.p50"] = milliseconds },
    };

    private string Run(int number, Func<SimulatedRun, SimulatedRun>? change = null) =>
        (change ?? (run => run))(new SimulatedRun { Seed = number }).WriteTo(_folder.NewPath($"run-{number}"));
}
