using HotPath.Analysis.Results;
using HotPath.Soak.Reports;

namespace HotPath.Soak.Tests.Reports;

public class ConsoleReportTests
{
    private const char Escape = '\u001b';

    public static TheoryData<string> Runs => ["Passed", "Failed", "Void", "Empty", "Inspected", "Merged"];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Write_Piped_IsTheApprovedSummary(string name)
    {
        ConsoleCapture capture = ConsoleCapture.Plain();

        ConsoleReport.Write(capture.Console, Named(name), "results/soak/20260102T030405Z-streaming-soak");

        Approved.Holds($"console-{name}.txt", capture.Text);
        Assert.All(capture.Lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.DoesNotContain(Escape, capture.Text);
    }

    [Fact]
    public void Write_LargeFigures_StaysWithin80Columns()
    {
        LatencySummary large = new()
        {
            Count = 345_600_000, Mean = 4_398_046, P50 = 4_398_046, P90 = 4_398_046, P95 = 99_999, P99 = 99_999, P999 = 99_999, Max = 4_398_046,
        };
        RunResult run = SampleRuns.Passed with { Latency = new LatencyFigures { HeadersService = large, Gap = large } };
        ConsoleCapture capture = ConsoleCapture.Plain();

        ConsoleReport.Write(capture.Console, run, "results/soak/x");

        Assert.All(capture.Lines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void Write_LongFolder_IsNotBroken()
    {
        string folder = "/" + string.Join('/', Enumerable.Repeat("a folder with a long name", 8));
        ConsoleCapture capture = ConsoleCapture.Plain();

        ConsoleReport.Write(capture.Console, SampleRuns.Passed, folder);

        Assert.Contains(capture.Lines, line => line.EndsWith(folder, StringComparison.Ordinal));
    }

    [Fact]
    public void Write_Terminal_ColoursTheVerdictOnly()
    {
        ConsoleCapture capture = ConsoleCapture.Terminal(noColor: false);

        ConsoleReport.Write(capture.Console, SampleRuns.Failed with { Thresholds = [] }, "results/soak/x");

        string coloured = Assert.Single(capture.Lines, line => line.Contains(Escape, StringComparison.Ordinal));
        Assert.Contains("FAIL", coloured, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TerminalWithNoColor_HasNoEscapeCharacterAndTheSameText()
    {
        ConsoleCapture terminal = ConsoleCapture.Terminal(noColor: true);
        ConsoleCapture plain = ConsoleCapture.Plain();

        ConsoleReport.Write(terminal.Console, SampleRuns.Failed, "results/soak/x");
        ConsoleReport.Write(plain.Console, SampleRuns.Failed, "results/soak/x");

        Assert.DoesNotContain(Escape, terminal.Text);
        Assert.Equal(plain.Text, terminal.Text);
    }

    [Fact]
    public void Write_HostileText_ReachesTheTerminalWithoutControlCharacters()
    {
        ConsoleCapture capture = ConsoleCapture.Plain();

        ConsoleReport.Write(capture.Console, SampleRuns.Hostile, SampleRuns.HostileName);

        Assert.DoesNotContain(capture.Text, c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2028');
        Assert.Contains("\\u001b[31mred", capture.Text, StringComparison.Ordinal);
    }

    private static RunResult Named(string name) => name switch
    {
        "Passed" => SampleRuns.Passed,
        "Failed" => SampleRuns.Failed,
        "Void" => SampleRuns.Void,
        "Inspected" => InspectedRun.Passed,
        "Merged" => SampleRuns.Merged,
        _ => SampleRuns.Empty,
    };
}
