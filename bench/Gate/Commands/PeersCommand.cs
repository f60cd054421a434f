using System.CommandLine;
using System.CommandLine.Parsing;
using HotPath.Gate.Peers;
using HotPath.Gate.Peers.Results;
using HotPath.Gate.Peers.Tools;

namespace HotPath.Gate.Commands;

/// <summary><c>peers</c>: HotPath beside other load generators, at the same work, on this machine.</summary>
internal static class PeersCommand
{
    public const string Name = "peers";

    private static readonly PeersOptions Otherwise = new() { Works = [], Tools = [], Command = "" };

    public static Command Build()
    {
        Option<string[]> works = Names("--work", "Works to do", [.. WorkCatalog.All().Select(work => work.Name)]);
        Option<string[]> tools = Names("--tool", "Tools to compare", [.. ToolCatalog.All.Select(tool => tool.Name)]);
        Option<int> rounds = Number("--rounds", "How often each tool does each work.", Otherwise.Rounds, PeersOptions.MostRounds);
        Option<int> seconds = Number("--seconds", "The measured time of one run, in seconds.", Otherwise.Seconds, PeersOptions.MostSeconds);
        Option<int> warmUp = Number("--warm-up", "Load before it, in seconds: code gets compiled, connections opened.", Otherwise.WarmUp, PeersOptions.MostSeconds);
        Option<int> streams = Number("--streams", $"Streams open at once in the work {Work.PacedName}.", Work.DefaultStreams, PeersOptions.MostStreams);
        Option<string> folder = new("--out")
        {
            HelpName = "DIR",
            Description = $"The folder for the report; nothing in it is replaced. [default: {Otherwise.Folder}]",
        };
        folder.Validators.Add(result => result.AddErrors(result.Values().Select(ProblemWithFolder).OfType<string>()));

        Command command = new(Name, "Holds hotpath-soak against other load generators on this machine.") { works, tools, rounds, seconds, warmUp, streams, folder };
        command.Add(InvokerCommand.Build());
        command.Add(ArrivalsCommand.Build());
        command.Add(HandshakesCommand.Build());
        command.Add(SenderCommand.Build());
        command.SetAction(parsed => GateCommand.Run(parsed, cancellationToken => RunAsync(parsed, new PeersOptions
        {
            Works = [.. WorkCatalog.All(parsed.GetValue(streams)).Where(work => IsAsked(parsed.GetValue(works), work.Name))],
            Tools = [.. ToolCatalog.All.Select(tool => tool.Name).Where(tool => IsAsked(parsed.GetValue(tools), tool))],
            Rounds = parsed.GetValue(rounds),
            WarmUp = parsed.GetValue(warmUp),
            Seconds = parsed.GetValue(seconds),
            Folder = parsed.GetValue(folder) ?? Otherwise.Folder,
            Command = GateCommand.Text(parsed, folder.Name),
        }, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, PeersOptions options, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux()) throw GateException.CannotSay("peers counts CPU and stops servers in the way of Linux, and this is another system; nothing was compared.");

        TextWriter output = parsed.InvocationConfiguration.Output;
        PeersReport report = await new PeersComparison(options, output, TimeProvider.System).RunAsync(cancellationToken).ConfigureAwait(false);
        foreach (Omission missing in report.Missing.Where(missing => missing.Tool is null || missing.Work is null))
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"hotpath-gate: {missing.Reason}.").ConfigureAwait(false);
        }

        if (report.Rows.Count == 0) throw GateException.CannotSay("no tool gave figures; nothing was compared and nothing was written.");

        string path = ReportFiles.Write(report, options.Folder);
        await output.WriteLineAsync($"written: {path}.md and .json").ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static bool IsAsked(string[]? names, string name) => names is not { Length: > 0 } || names.Contains(name);

    private static Option<string[]> Names(string option, string what, string[] known)
    {
        Option<string[]> names = new(option)
        {
            HelpName = "NAME...",
            Description = $"{what}: {string.Join(", ", known)}. All unless said.",
            AllowMultipleArgumentsPerToken = true,
        };
        names.Validators.Add(result => result.AddErrors(result.Values().Distinct().Except(known)
            .Select(name => $"{option} is '{name}', which is not known; it must be of {string.Join(", ", known)}.")));
        return names;
    }

    private static Option<int> Number(string option, string description, int otherwise, int most) => NumberOption.Build(option, description, otherwise, least: 1, most);

    private static string? ProblemWithFolder(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder)) return "--out is empty; it must be a folder.";

        return File.Exists(folder) ? $"--out is '{folder}', which is a file; it must be a folder, there or not." : null;
    }
}
