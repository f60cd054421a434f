using System.CommandLine;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Commands;

/// <summary>What every command does around its own work: says what cannot be compared, stops what it started, and says what repeats it.</summary>
internal static class GateCommand
{
    /// <param name="afterInterruption">What the user can do about an interruption, in a sentence; empty for nothing.</param>
    /// <returns>The process's exit code.</returns>
    public static int Run(ParseResult parsed, Func<CancellationToken, Task<int>> run, string afterInterruption = "")
    {
        TextWriter error = parsed.InvocationConfiguration.Error;
        using Interruption interruption = new();
        try
        {
            return run(interruption.Token).GetAwaiter().GetResult();
        }
        catch (GateException e)
        {
            foreach (string problem in e.Problems) error.WriteLine($"hotpath-gate: {problem}");
            return e.ExitCode;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            error.WriteLine($"hotpath-gate: interrupted; all that was started is stopped, and nothing was compared. {afterInterruption}".TrimEnd());
            return ExitCode.CannotSay;
        }
    }

    /// <summary>What repeats the command; the folder is left out, since it is one of this machine.</summary>
    public static string Text(ParseResult parsed, string folderOption)
    {
        List<string> words = [.. parsed.Tokens.Select(token => token.Value)];
        int folder = words.IndexOf(folderOption);
        if (folder >= 0) words.RemoveRange(folder, 2);
        return "dotnet run -c Release --project bench/Gate -- " + string.Join(' ', words.Select(Quoted));
    }

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || "-_./=:+~^@,".Contains(character))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
