using BenchmarkDotNet.Configs;
using BenchmarkDotNet.ConsoleArguments;
using BenchmarkDotNet.Loggers;
using CommandLine;
using CommandLine.Text;

namespace HotPath.Micro.Suite;

/// <summary>A command line, read: the options, and what is handed on to BenchmarkDotNet.</summary>
internal sealed record SuiteArguments
{
    private const string All = "*";

    private static readonly HashSet<string> OwnFlags = new(["--quick", "--record"], StringComparer.OrdinalIgnoreCase);

    // The folder of artifacts goes into the configuration as the user means it, from where he stands.
    private static readonly HashSet<string> OwnWithValue = new(["--results", "--artifacts", "-a"], StringComparer.OrdinalIgnoreCase);

    private readonly string[] _all;
    private readonly string[] _forBenchmarkDotNet;

    private SuiteArguments(SuiteOptions options, string[] all)
    {
        Options = options;
        _all = all;
        _forBenchmarkDotNet = [.. WithoutOwnOptions(all)];
    }

    public SuiteOptions Options { get; }

    /// <summary>All but the suite's own options. Without a filter it would ask which benchmarks to run, and wait where nobody answers.</summary>
    public string[] ForBenchmarkDotNet => Options.SelectsBenchmarks ? [.. _forBenchmarkDotNet] : [.. _forBenchmarkDotNet, "--filter", All];

    /// <summary>What repeats the run, for a shell.</summary>
    public string CommandLine => $"dotnet run -c Release --project bench/Micro -- {string.Join(' ', _all.Select(Quoted))}";

    /// <returns>Null where there is nothing to run: because help was asked for and written, or because of the problems.</returns>
    public static SuiteArguments? Read(string[] arguments, TextWriter output, List<string> problems)
    {
        using Parser parser = new(settings =>
        {
            settings.CaseSensitive = false; // as BenchmarkDotNet's own parser
            settings.CaseInsensitiveEnumValues = true;
            settings.HelpWriter = null;
        });
        ParserResult<SuiteOptions> parsed = parser.ParseArguments<SuiteOptions>(arguments);
        if (parsed.Errors.Any(error => error is HelpRequestedError or VersionRequestedError))
        {
            output.WriteLine(HelpText.AutoBuild(parsed, text => text, example => example));
            return null;
        }

        SentenceBuilder sentences = SentenceBuilder.Create();
        problems.AddRange(parsed.Errors.Select(error => $"{sentences.FormatError(error)} '--help' lists what there is."));
        if (parsed.Value is not { } options) return null;

        SuiteArguments read = new(options, arguments);
        problems.AddRange(options.Strays.Select(stray => $"'{stray}' belongs to no option; to choose benchmarks give --filter '*{stray.Trim('*')}*'."));
        problems.AddRange(read.ProblemsBetweenOptions());
        problems.AddRange(read.ProblemsForBenchmarkDotNet());
        return read;
    }

    private IEnumerable<string> ProblemsBetweenOptions()
    {
        if (Options.Quick && Options.NamesJob) yield return $"--quick is a job of its own and --job names '{Options.BaseJob}'; give one of them.";
        if (Options.Results is not null && !Options.Record) yield return "--results is given without --record; nothing would be written there.";
        if (!Options.Record) yield break;

        foreach (string option in Options.OptionsThatForbidRecording())
        {
            yield return $"{option} is given with --record; only tables of the default job are recorded, so that they can be compared. Leave one out.";
        }
    }

    private IEnumerable<string> ProblemsForBenchmarkDotNet()
    {
        LogCapture log = new();
        (bool isSuccess, IConfig _, CommandLineOptions _) = ConfigParser.Parse(_forBenchmarkDotNet, log);
        return isSuccess ? [] : log.CapturedOutput.Where(line => line.Kind == LogKind.Error).Select(line => line.Text.Trim());
    }

    private static IEnumerable<string> WithoutOwnOptions(string[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            string name = arguments[i].Split('=')[0];
            if (OwnFlags.Contains(name)) continue;

            if (OwnWithValue.Contains(name))
            {
                if (name.Length == arguments[i].Length) i++; // its value is the next argument
                continue;
            }

            yield return arguments[i];
        }
    }

    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(character => char.IsAsciiLetterOrDigit(character) || "-_./=:+".Contains(character))
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
