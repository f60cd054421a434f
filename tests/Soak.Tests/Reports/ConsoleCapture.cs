using System.Globalization;
using System.Text;
using HotPath.Soak.Reports;
using Spectre.Console;

namespace HotPath.Soak.Tests.Reports;

/// <summary>A console of 80 columns that keeps what is written to it.</summary>
internal sealed class ConsoleCapture
{
    private readonly StringBuilder _written = new();

    private ConsoleCapture(Func<TextWriter, IAnsiConsole> make)
    {
        Console = make(new StringWriter(_written, CultureInfo.InvariantCulture));
        Console.Profile.Width = 80;
        Console.Profile.Height = 24;
    }

    public IAnsiConsole Console { get; }

    public string Text => _written.ToString().ReplaceLineEndings("\n");

    public string[] Lines => Text.Split('\n');

    /// <summary>A file or a pipe.</summary>
    public static ConsoleCapture Plain() => new(writer => ReportConsole.For(writer, isTerminal: false, noColor: false));

    /// <summary>A terminal that can do everything.</summary>
    public static ConsoleCapture Terminal(bool noColor) => new(writer => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = AnsiSupport.Yes,
        ColorSystem = noColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Standard,
        Interactive = InteractionSupport.Yes,
    }));
}
