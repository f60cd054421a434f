using HotPath.Soak.Reports;
using Spectre.Console;

namespace HotPath.Soak.Tests.Reports;

public class RunProgressTests
{
    private static readonly RunIntroduction Introduction = new(
        "streaming-soak", "20260102T030405Z-streaming-soak", "embedded gateway at http://127.0.0.1:5000", "50 requests a second",
        TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(12), "results/soak/20260102T030405Z-streaming-soak");

    [Fact]
    public void For_Piped_SaysALineAtOnceAndThenEachFiveSeconds()
    {
        ConsoleCapture capture = ConsoleCapture.Plain();

        using (IRunProgress progress = RunProgress.For(capture.Console, isTerminal: false)) RunThrough(progress);

        Approved.Holds("progress-plain.txt", capture.Text);
        Assert.All(capture.Lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.DoesNotContain(capture.Text, c => c != '\n' && !char.IsBetween(c, ' ', '~'));
    }

    [Fact]
    public void For_TerminalWithoutControlCodes_IsPlain()
    {
        ConsoleCapture capture = ConsoleCapture.Plain();

        using (IRunProgress progress = RunProgress.For(capture.Console, isTerminal: true)) RunThrough(progress);

        Approved.Holds("progress-plain.txt", capture.Text);
    }

    [Fact]
    public void For_Terminal_ShowsTheLatestFiguresAndGivesTheCursorBack()
    {
        ConsoleCapture capture = ConsoleCapture.Terminal(noColor: true);

        using (IRunProgress progress = RunProgress.For(capture.Console, isTerminal: true)) RunThrough(progress);

        string last = capture.Text[capture.Text.LastIndexOf("streaming-soak against", StringComparison.Ordinal)..];
        Assert.Contains("[##############################]  12 s of 12 s  100%", last, StringComparison.Ordinal);
        Assert.Contains("rate     50.0/s       finished 600", last, StringComparison.Ordinal);
        Assert.Contains("ttft     p50 81.0 ms  p99 201 ms", last, StringComparison.Ordinal);
        Assert.Contains("errors   1", last, StringComparison.Ordinal);
        Assert.Contains("draining: 4 requests in flight", last, StringComparison.Ordinal);
        Assert.Contains("Ctrl+C again leaves at once", last, StringComparison.Ordinal);
        Assert.True(
            capture.Text.LastIndexOf("\u001b[?25h", StringComparison.Ordinal) > capture.Text.LastIndexOf("\u001b[?25l", StringComparison.Ordinal),
            "The cursor is left hidden.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Started_HostileText_WritesNoControlCharacterOfIt(bool isTerminal)
    {
        ConsoleCapture capture = isTerminal ? ConsoleCapture.Terminal(noColor: true) : ConsoleCapture.Plain();

        using (IRunProgress progress = RunProgress.For(capture.Console, isTerminal))
        {
            string name = SampleRuns.HostileName;
            progress.Started(new RunIntroduction(name, name, name, name, TimeSpan.Zero, TimeSpan.Zero, name));
        }

        Assert.DoesNotContain("\u001b[31m", capture.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(capture.Text, c => c is '\u0007' or '\u009b' or '\u202e' or '\u2028' or '\u0085');
        Assert.Contains("\\u001b[31mred", capture.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Interval_ConsoleGone_DoesNotThrow(bool isTerminal)
    {
        ClosingWriter writer = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
        });
        IRunProgress progress = RunProgress.For(console, isTerminal);
        progress.Started(Introduction);
        long written = writer.Writes;

        writer.IsGone = true;
        Exception? thrown = Record.Exception(() =>
        {
            RunOn(progress);
            progress.Dispose();
        });

        Assert.Null(thrown);
        Assert.True(written > 0, "Nothing was written while the console was there.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Started_ConsoleGoneFromTheStart_DoesNotThrow(bool isTerminal)
    {
        ClosingWriter writer = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
        });
        writer.IsGone = true;

        Exception? thrown = Record.Exception(() =>
        {
            using IRunProgress progress = RunProgress.For(console, isTerminal);
            RunThrough(progress);
        });

        Assert.Null(thrown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Interval_FromManyThreads_IsCountedOnce(bool isTerminal)
    {
        ConsoleCapture capture = isTerminal ? ConsoleCapture.Terminal(noColor: true) : ConsoleCapture.Plain();
        using IRunProgress progress = RunProgress.For(capture.Console, isTerminal);
        progress.Started(Introduction);

        Parallel.For(0, 100, _ => progress.Interval(SampleRuns.Interval(3)));
        progress.Interval(SampleRuns.Interval(13));

        Assert.Contains(isTerminal ? "errors   101" : "errors 101", capture.Text, StringComparison.Ordinal);
    }

    private static void RunThrough(IRunProgress progress)
    {
        progress.Started(Introduction);
        RunOn(progress);
    }

    private static void RunOn(IRunProgress progress)
    {
        progress.WarmingUp();
        foreach (int second in Enumerable.Range(0, 12)) progress.Interval(SampleRuns.Interval(second));
        progress.Stopping();
        progress.Draining(12);
        progress.Draining(4);
    }

    private sealed class ClosingWriter : StringWriter
    {
        public bool IsGone { get; set; }

        public long Writes { get; private set; }

        public override void Write(char value) => Count();

        public override void Write(string? value) => Count();

        public override void Write(char[] buffer, int index, int count) => Count();

        public override void Flush() => Count();

        private void Count()
        {
            if (IsGone) throw new IOException("Broken pipe");
            Writes++;
        }
    }
}
