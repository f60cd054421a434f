using System.Globalization;
using HotPath.Gate.Machine;
using HotPath.Gate.Peers.Results;
using HotPath.Gate.Peers.Servers;
using HotPath.Gate.Peers.Tools;

namespace HotPath.Gate.Peers;

/// <summary>All tools, all works, round by round: what the machine does meanwhile meets all of them alike.</summary>
internal sealed class PeersComparison(PeersOptions options, TextWriter progress, TimeProvider time)
{
    private readonly Cores _cores = Cores.Find();
    private readonly List<Measurement> _measurements = [];
    private readonly List<Omission> _missing = [];

    /// <exception cref="OperationCanceledException">Everything that was started is stopped, and nothing was written.</exception>
    public async Task<PeersReport> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = time.GetUtcNow();
        if (_cores.Problem is { } problem) await progress.WriteLineAsync($"note: {problem}").ConfigureAwait(false);

        IReadOnlyDictionary<string, string> servers = await FindServersAsync(cancellationToken).ConfigureAwait(false);
        Work[] works = [.. options.Works.Where(work => servers.ContainsKey(work.Name))];
        Dictionary<PeerTool, string> tools = works.Length > 0 ? FindTools() : [];
        Dictionary<string, string?> versions = [];
        foreach ((PeerTool tool, string program) in tools)
        {
            versions[tool.Name] = await tool.VersionAsync(program, cancellationToken).ConfigureAwait(false);
        }

        foreach (Work work in works)
        {
            _missing.AddRange(tools.Keys.Select(tool => (tool.Name, Reason: tool.WhyNot(work)))
                .Where(tool => tool.Reason is not null)
                .Select(tool => new Omission(tool.Name, work.Name, Round: null, tool.Reason!)));
        }

        for (int round = 1; round <= options.Rounds; round++)
        {
            foreach (Work work in works) await RunRoundAsync(round, work, tools, cancellationToken).ConfigureAwait(false);
        }

        return new PeersReport
        {
            StartedAt = startedAt,
            Command = options.Command,
            Rounds = options.Rounds,
            Seconds = options.Seconds,
            Environment = PeersEnvironment.Read(_cores),
            Works = [.. works.Select(work => new WorkFacts(work.Name, work.Description))],
            Rows = PeerRows.Of(_measurements, works, versions, servers),
            Missing = _missing,
        };
    }

    /// <summary>Each round begins with another tool, so that none has always the same one before it.</summary>
    private async Task RunRoundAsync(int round, Work work, Dictionary<PeerTool, string> tools, CancellationToken cancellationToken)
    {
        PeerTool[] able = [.. tools.Keys.Where(tool => tool.WhyNot(work) is null)];
        for (int turn = 0; turn < able.Length; turn++)
        {
            PeerTool tool = able[(turn + round - 1) % able.Length];
            try
            {
                Measurement figures = await new PeerRun(work, tool, tools[tool], options, _cores).MeasureAsync(cancellationToken).ConfigureAwait(false);
                _measurements.Add(figures with { Round = round });
                await progress.WriteLineAsync(Line(round, figures)).ConfigureAwait(false);
            }
            catch (ToolException e)
            {
                _missing.Add(new Omission(tool.Name, work.Name, round, e.Message));
                await progress.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"round {round}  {work.Name,-10}  {tool.Name,-18}  no figures: {e.Message}")).ConfigureAwait(false);
            }
        }
    }

    private static string Line(int round, Measurement run) => string.Create(
        CultureInfo.InvariantCulture,
        $"round {round}  {run.Work,-10}  {run.Tool,-18}  {run.RequestsPerSecond,9:N0} requests/s  {run.CpuSecondsPer100k,7:0.000} CPU s per 100k");

    /// <returns>Name and version of the server, by work.</returns>
    private async Task<IReadOnlyDictionary<string, string>> FindServersAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> servers = [];
        string? nginx = Executables.Find(NginxServer.Program);
        string? nginxVersion = nginx is null ? null : await ToolVersion.AskAsync(new Launch(nginx, ["-v"]), package: null, cancellationToken).ConfigureAwait(false);
        string? gateway = Executables.FindBuilt(GatewayServer.Project, GatewayServer.Program);
        foreach (Work work in options.Works)
        {
            if (work.Server == ServerKind.PacedSender) servers[work.Name] = "bare sender";
            else if (work.Server == ServerKind.Gateway && gateway is null) Miss(GatewayServer.Program, GatewayServer.Install);
            else if (work.Server == ServerKind.Gateway) servers[work.Name] = "hotpath-soak gateway";
            else if (nginx is null) Miss(NginxServer.Program, NginxServer.Install);
            else servers[work.Name] = $"nginx {nginxVersion}".TrimEnd();

            void Miss(string program, string install) => _missing.Add(new Omission(Tool: null, work.Name, Round: null, NotHere(program, install)));
        }

        return servers;
    }

    private Dictionary<PeerTool, string> FindTools()
    {
        Dictionary<PeerTool, string> found = [];
        foreach (PeerTool tool in ToolCatalog.All.Where(tool => options.Tools.Contains(tool.Name)))
        {
            if (tool.Find() is { } program) found[tool] = program;
            else _missing.Add(new Omission(tool.Name, Work: null, Round: null, NotHere(tool.Name, tool.Install)));
        }

        return found;
    }

    private static string NotHere(string program, string install) => $"{program} is not on this machine; '{install}' brings it";
}
