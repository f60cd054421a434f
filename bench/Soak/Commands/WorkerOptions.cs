using System.CommandLine;
using System.Net;
using HotPath.Soak.Distributed;
using HotPath.Soak.Scenarios;
using static HotPath.Soak.Commands.TextOption;

namespace HotPath.Soak.Commands;

/// <summary>The options of <c>worker</c>.</summary>
internal sealed class WorkerOptions
{
    public const string ScenarioName = "--scenario";
    public const string PrintName = "--print-locustfile";
    public const string MergeName = "--merge";
    private const string MasterName = "--master";

    private readonly Option<string?> _master = Text(MasterName, "HOST:PORT", $"The Locust master to join; without a port {WorkerAddress.UsualPort}.");
    private readonly Option<string?> _scenario = Text(ScenarioName, "NAME|FILE", $"What each user does: a built-in scenario (see 'scenarios') or a file. Default: {BuiltInScenarios.Default}.");
    private readonly Option<string?> _target = Target();
    private readonly Option<string?> _seed = Text("--seed", "N", "What every draw comes from, with the place in which the worker joined added: no two send the same requests. Default: 1.");
    private readonly Option<string?> _out = Text("--out", "DIR", $"Each test has a result folder of its own in it. Default: {RunCommand.ResultsRoot}. With {MergeName}: the merged result folder, absent or empty. Default: DIR/merged.");
    private readonly Option<string> _listen = ListenOption.Build();
    private readonly Option<string?> _print = Text(PrintName, "NAME|FILE", "Prints the locustfile that a master needs for that scenario, and does no more.");
    private readonly Option<string?> _merge = Text(MergeName, "DIR", "Makes one result folder of those of several workers of one test, DIR/*/, and does no more.");

    public void AddTo(Command command)
    {
        command.Add(_master);
        command.Add(_scenario);
        command.Add(_target);
        command.Add(_seed);
        command.Add(_out);
        command.Add(_listen);
        command.Add(_print);
        command.Add(_merge);
    }

    /// <summary>What was typed, as values. Whatever cannot be read is added to <paramref name="problems"/> and left out.</summary>
    public WorkerArguments Read(ParseResult parsed, List<string> problems)
    {
        string? print = parsed.GetValue(_print);
        string? merge = parsed.GetValue(_merge);
        if (print is not null) RefuseBeside(parsed, $"{PrintName} prints and starts nothing", [_master, _scenario, _target, _seed, _out, _listen, _merge], problems);
        else if (merge is not null) RefuseBeside(parsed, $"{MergeName} reads what was recorded and starts nothing", [_master, _scenario, _target, _seed, _listen], problems);
        else if (parsed.GetValue(_master) is null) problems.Add($"{MasterName} is missing; the Locust master to join is expected as HOST:PORT. Give it, or {PrintName} for what that master needs, or {MergeName} for what its workers recorded.");

        Uri? target = parsed.ReadTarget(_target, problems);
        if (target is not null && TargetUrl.ProblemOf(target) is { } problem) problems.Add($"{_target.Name} is {Quoted.Text(target.OriginalString)}; {problem}.");
        return new WorkerArguments(parsed.GetValue(_scenario) ?? BuiltInScenarios.Default)
        {
            Folder = parsed.GetValue(_out),
            Print = print,
            Merge = merge,
            Master = ReadMaster(parsed, problems),
            Target = target is null ? null : TargetUrl.Normalize(target),
            Seed = parsed.ReadSeed(_seed, problems),
            Listen = ListenOption.Read(parsed.GetValue(_listen)!, problems),
        };
    }

    private WorkerAddress? ReadMaster(ParseResult parsed, List<string> problems)
    {
        if (parsed.GetValue(_master) is not { } text) return null;
        if (WorkerAddress.TryParse(text, out WorkerAddress? master, out string? problem)) return master;

        problems.Add($"{MasterName}: {problem}");
        return null;
    }

    private static void RefuseBeside(ParseResult parsed, string does, Symbol[] others, List<string> problems)
    {
        string[] given = [.. others.Where(symbol => parsed.GetResult(symbol) is { Tokens.Count: > 0 }).Select(symbol => symbol.Name)];
        if (given.Length > 0) problems.Add($"{does}, and {string.Join(", ", given)} would have no effect; leave it out.");
    }
}

/// <param name="Scenario">A name or a file.</param>
internal sealed record WorkerArguments(string Scenario)
{
    /// <summary>Where each test has its result folder, or the merged folder itself; null: where it is usual.</summary>
    public string? Folder { get; init; }

    /// <summary>The folder of the workers' folders that are to be merged; null: a worker is to work.</summary>
    public string? Merge { get; init; }

    /// <summary>The scenario whose locustfile is to be printed; null: a worker is to work.</summary>
    public string? Print { get; init; }

    /// <summary>Null where nothing is joined.</summary>
    public WorkerAddress? Master { get; init; }

    /// <summary>Null: the scenario's own, or an embedded one.</summary>
    public Uri? Target { get; init; }

    public long? Seed { get; init; }

    /// <summary>Where the live page is served; null: nowhere.</summary>
    public IPEndPoint? Listen { get; init; }
}
