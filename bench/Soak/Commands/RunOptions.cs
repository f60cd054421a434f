using System.CommandLine;
using System.Globalization;
using System.Net;
using HotPath.Analysis.Results;
using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios;
using static HotPath.Soak.Commands.TextOption;

namespace HotPath.Soak.Commands;

/// <summary>The options of <c>run</c>, read as text so that every problem is said at once and in one voice.</summary>
internal sealed class RunOptions
{
    private const string FolderName = "--out";
    private const string ResumeName = "--resume";
    private const string WebhookName = "--alert-webhook";
    private const string InfluxName = "--influx";

    private const long BytesPerMiB = 1 << 20;

    private readonly Argument<string[]> _scenarios = new("SCENARIO")
    {
        Description = $"Built-in names (see 'scenarios') or files; several run one after the other. Default: {BuiltInScenarios.Default}.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _target = Target();
    private readonly Option<string?> _duration = Text("--duration", "TIME", "The measured time, for example 30s or 24h; stages are scaled to it.");
    private readonly Option<string?> _rate = Text("--rate", "N", "Open loop: N requests a second, instead of the scenario's load.");
    private readonly Option<string?> _users = Text("--users", "N", "Closed loop: N users without pauses, instead of the scenario's load.");
    private readonly Option<string?> _requests = Text("--requests", "N", "The load ends after N requests; its time, by --duration or else an hour, is the most it may take.");
    private readonly Option<string[]> _thresholds = new("--threshold")
    {
        HelpName = "EXPR",
        Description = "A limit beside the scenario's own, for example \"ttft.p99 < 800ms\". Repeatable.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _webhook = Text(WebhookName, "URL", "Posts each change of an alert there as JSON, or where env:NAME says, instead of the scenario's alerts.webhook.");
    private readonly Option<string?> _influx = Text(InfluxName, "URL", "Writes each interval there as line protocol: http://HOST:8086/write?db=NAME, or /api/v2/write?org=NAME&bucket=NAME, or env:NAME.");
    private readonly Option<string[]> _watched = WatchOption.Build();
    private readonly Option<string?> _out = Text(FolderName, "DIR", "The result folder, absent or empty. Default: results/soak/<UTC>-<name>.");
    private readonly Option<string?> _seed = Seed();

    private readonly Option<string?> _resume = Text(ResumeName, "DIR", "Goes on with the run of a result folder whose process ended: the same scenario, seed and schedule, from where its record ends.");
    private readonly Option<string?> _rotateAt = Text("--rotate-at", "MIB", "How large a file of intervals or latencies grows before the next is begun, in MiB. Default: 256.");

    private readonly Option<bool> _quiet = new("--quiet") { Description = "No progress, only the summary at the end." };
    private readonly Option<bool> _json = new("--json") { Description = "Prints run.json to standard output at the end, a line each run, and nothing else." };
    private readonly Option<string> _listen = ListenOption.Build();

    /// <summary>Options with a value that do not say what was run.</summary>
    public static IReadOnlyList<string> OfThisRunAlone { get; } = [FolderName, WebhookName, InfluxName];

    public void AddTo(Command command)
    {
        command.Add(_scenarios);
        command.Add(_target);
        command.Add(_duration);
        command.Add(_rate);
        command.Add(_users);
        command.Add(_requests);
        command.Add(_thresholds);
        command.Add(_webhook);
        command.Add(_influx);
        command.Add(_watched);
        command.Add(_out);
        command.Add(_seed);
        command.Add(_resume);
        command.Add(_rotateAt);
        command.Add(_quiet);
        command.Add(_json);
        command.Add(_listen);
    }

    /// <summary>What was typed, as values. Whatever cannot be read is added to <paramref name="problems"/> and left out.</summary>
    public RunArguments Read(ParseResult parsed, List<string> problems)
    {
        ScenarioOverrides overrides = new(
            parsed.ReadTarget(_target, problems),
            parsed.ReadValue(_duration, problems, (string text, out TimeSpan value, out string? problem) => DurationText.TryParse(text, out value, out problem)),
            parsed.ReadValue(_rate, problems, (string text, out double value, out string? problem) => RateText.TryParse(text, out value, out problem)),
            parsed.ReadValue(_users, problems, (string text, out int value, out string? problem) => TryParseWhole(text, out value, out problem)),
            parsed.ReadValue(_requests, problems, (string text, out int value, out string? problem) => TryParseWhole(text, out value, out problem)),
            parsed.GetValue(_thresholds) ?? [])
        {
            Webhook = parsed.GetValue(_webhook),
            Influx = parsed.GetValue(_influx),
        };
        problems.AddRange(overrides.Validate());
        return new RunArguments(
            parsed.GetValue(_scenarios) is { Length: > 0 } scenarios ? scenarios : [BuiltInScenarios.Default],
            overrides,
            parsed.GetValue(_out),
            parsed.ReadSeed(_seed, problems),
            parsed.GetValue(_json) ? RunOutput.Json : parsed.GetValue(_quiet) ? RunOutput.Summary : RunOutput.Everything)
        {
            Listen = ListenOption.Read(parsed.GetValue(_listen)!, problems),
            Resume = ReadResume(parsed, problems),
            MostFileBytes = parsed.ReadValue(_rotateAt, problems, (string text, out long value, out string? problem) => TryParseMebibytes(text, out value, out problem)) ?? FileSeries.DefaultMostBytes,
            Watched = WatchOption.Read(parsed.GetValue(_watched) ?? [], problems),
        };
    }

    /// <summary>What the folder says cannot be said otherwise.</summary>
    private string? ReadResume(ParseResult parsed, List<string> problems)
    {
        if (parsed.GetValue(_resume) is not { } folder) return null;

        Symbol[] settled = [_scenarios, _target, _duration, _rate, _users, _thresholds, _out, _seed];
        string[] given = [.. settled.Where(symbol => parsed.GetResult(symbol) is { Tokens.Count: > 0 }).Select(symbol => symbol.Name)];
        if (given.Length > 0) problems.Add($"{ResumeName} goes on with what its folder holds, and {string.Join(", ", given)} would change that; leave it out, or start a new run.");
        return folder;
    }

    private static bool TryParseMebibytes(string text, out long bytes, out string? problem)
    {
        bool read = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long mebibytes) && mebibytes is > 0 and <= 1 << 20;
        bytes = read ? mebibytes * BytesPerMiB : 0;
        problem = read ? null : $"a whole number of MiB is expected, from 1 to {1 << 20}";
        return read;
    }
}

/// <param name="Scenarios">Names or files, at least one.</param>
/// <param name="Folder">Null: one of its own below results/soak.</param>
internal sealed record RunArguments(
    IReadOnlyList<string> Scenarios, ScenarioOverrides Overrides, string? Folder, long? Seed, RunOutput Output)
{
    /// <summary>The folder of a run to go on with; null: a new run.</summary>
    public string? Resume { get; init; }

    public long MostFileBytes { get; init; } = FileSeries.DefaultMostBytes;

    /// <summary>Where the live page is served; null: nowhere.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>Processes to watch, each under a name of its own.</summary>
    public IReadOnlyList<(string Name, int Pid)> Watched { get; init; } = [];
}

/// <summary>What a run says on standard output.</summary>
internal enum RunOutput
{
    /// <summary>Progress and summary.</summary>
    Everything,

    /// <summary>The summary alone.</summary>
    Summary,

    /// <summary>run.json alone.</summary>
    Json,
}
