using System.Diagnostics;
using HotPath.Gate.Machine;
using HotPath.Gate.Peers.Results;
using HotPath.Gate.Peers.Servers;
using HotPath.Gate.Peers.Tools;

namespace HotPath.Gate.Peers;

/// <summary>One tool does one work once. Both processes are gone afterwards, and so are their folders.</summary>
internal sealed class PeerRun(Work work, PeerTool tool, string program, PeersOptions options, Cores cores)
{
    private const int LeastRequests = 10; // a look at whether the server is there is no load
    private const double MostFailures = 0.001;

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(1);

    private readonly RunTimes _times = RunTimes.Of(work, Math.Max(options.WarmUp, tool.LeastWarmUp), options.Seconds, tool.LeavesOutWarmUp);

    /// <exception cref="ToolException">The tool gave no figures.</exception>
    public async Task<Measurement> MeasureAsync(CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("hotpath-peers-").FullName;
        try
        {
            string serverFolder = Directory.CreateDirectory(Path.Combine(folder, "server")).FullName;
            string toolFolder = Directory.CreateDirectory(Path.Combine(folder, "tool")).FullName;
            await using PeerServer server = await PeerServer.StartAsync(work, serverFolder, cores.Server, cancellationToken).ConfigureAwait(false);
            ToolOrder order = new(work, server.AddressOf(work, work.OverHttp2 ?? tool.OverHttp2), _times, toolFolder);
            return await MeasureAsync(server, order, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<Measurement> MeasureAsync(PeerServer server, ToolOrder order, CancellationToken cancellationToken)
    {
        await using ChildProcess process = ChildProcess.Start(tool.Prepare(program, order) with { Folder = order.Folder }, cores.Generator);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ProcessEnd> end = process.EndAsync(ending.Token);
        Task<double?> stall = Task.FromResult<double?>(null);
        try
        {
            long startedAt = await LoadStartedAsync(server, end, cancellationToken).ConfigureAwait(false);
            if (work.Stalls) stall = StallAsync((NginxServer)server, startedAt, ending.Token);

            await UntilAsync(startedAt, _times.WarmUp + RunTimes.Margin, cancellationToken).ConfigureAwait(false);
            WindowEdge first = await WindowEdge.TakeAsync(server, process.Id, cancellationToken).ConfigureAwait(false);
            await UntilAsync(startedAt, _times.WarmUp + RunTimes.Margin + _times.Window, cancellationToken).ConfigureAwait(false);
            WindowEdge last = await WindowEdge.TakeAsync(server, process.Id, cancellationToken).ConfigureAwait(false);

            double? stalled = await stall.ConfigureAwait(false);
            double? late = await server.LateP99MsAsync(cancellationToken).ConfigureAwait(false);
            ending.CancelAfter(TimeSpan.FromSeconds(_times.Load) + EndsWithin);
            ProcessEnd ended = await EndedAsync(end, cancellationToken).ConfigureAwait(false);
            ToolReading reading = tool.Read(ended, order);
            Check(reading);
            return MeasurementOf(first, last, reading, late, TrueP99Ms(server, stalled));
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await ((Task)stall).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // lets go of the server before that is stopped
        }
    }

    private static async Task<long> LoadStartedAsync(PeerServer server, Task<ProcessEnd> end, CancellationToken cancellationToken)
    {
        long askedFrom = Stopwatch.GetTimestamp();
        while ((await server.CountAsync(cancellationToken).ConfigureAwait(false)).Requests < LeastRequests)
        {
            if (end.IsCompleted)
            {
                ProcessEnd early = await end.ConfigureAwait(false);
                throw ToolException.Ended(early.ExitCode, early.Said);
            }

            if (Stopwatch.GetElapsedTime(askedFrom) > StartsWithin) throw ToolException.NotStarted(StartsWithin);
            await Task.Delay(PollEvery, cancellationToken).ConfigureAwait(false);
        }

        return Stopwatch.GetTimestamp();
    }

    /// <returns>How long the server stood still, in seconds.</returns>
    private async Task<double?> StallAsync(NginxServer server, long startedAt, CancellationToken cancellationToken)
    {
        int worker = server.Worker;
        await UntilAsync(startedAt, _times.StallAt, cancellationToken).ConfigureAwait(false);
        long heldAt = Stopwatch.GetTimestamp();
        ProcessSignal.Hold(worker);
        try
        {
            await Task.Delay(Stall, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ProcessSignal.Release(worker);
        }

        return Stopwatch.GetElapsedTime(heldAt).TotalSeconds;
    }

    private static async Task<ProcessEnd> EndedAsync(Task<ProcessEnd> end, CancellationToken cancellationToken)
    {
        try
        {
            return await end.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ToolException.NotEnded(EndsWithin);
        }
    }

    private static void Check(ToolReading reading)
    {
        long all = reading.Requests + reading.Failed;
        if (reading.Failed > MostFailures * all) throw ToolException.TooManyFailures(reading.Failed, all);
    }

    private double? TrueP99Ms(PeerServer server, double? stalled)
    {
        if (stalled is not { } seconds) return null;

        double model = StallTruth.FromModel(seconds, _times.Load);
        return tool.IsOpenLoop && server is NginxServer nginx
            ? StallTruth.FromLog(nginx.ReadStallLog(), work.RatePerSecond.GetValueOrDefault(), _times.Load) ?? model
            : model;
    }

    private Measurement MeasurementOf(WindowEdge first, WindowEdge last, ToolReading reading, double? late, double? trueP99Ms)
    {
        double length = Stopwatch.GetElapsedTime(first.At, last.At).TotalSeconds;
        double cpu = last.Process.CpuSeconds - first.Process.CpuSeconds;
        double serverCpu = last.Server.CpuSeconds - first.Server.CpuSeconds;
        long requests = last.Counts.Requests - first.Counts.Requests;
        long? events = last.Counts.Events - first.Counts.Events ?? (work.Streams ? requests * Work.EventsOfStream : null);
        long units = work.CountsEvents ? events ?? 0 : requests;
        if (units <= 0) throw ToolException.NothingDone();

        return new Measurement(work.Name, tool.Name)
        {
            WarmUpSeconds = _times.WarmUp,
            RequestsPerSecond = requests / length,
            EventsPerSecond = events / length,
            CpuSecondsPer100k = cpu / units * 1e5,
            CpuPercent = cpu / length * 100,
            RssPeakMB = last.Process.RssPeakBytes / (1024.0 * 1024),
            P50Ms = reading.P50Ms,
            P99Ms = reading.P99Ms,
            LagP50Ms = reading.LagP50Ms,
            LagP99Ms = reading.LagP99Ms,
            ServerLateP99Ms = late,
            TrueP99Ms = trueP99Ms,
            ArrivalP50Ms = reading.ArrivalP50Ms,
            ArrivalP99Ms = reading.ArrivalP99Ms,
            AllocatedBytesPerRequest = reading.AllocatedBytesPerRequest,
            AllocatedBytesPerEvent = reading.AllocatedBytesPerEvent,
            ResumedPercent = reading.ResumedPercent,
            ServerCpuSecondsPer100k = serverCpu / units * 1e5,
            ServerCpuPercent = serverCpu / length * 100,
            ServerRssPeakMB = last.Server.RssPeakBytes / (1024.0 * 1024),
            ServerAllocatedBytes = (double?)(last.Counts.AllocatedBytes - first.Counts.AllocatedBytes) / units,
        };
    }

    private static async Task UntilAsync(long startedAt, double seconds, CancellationToken cancellationToken)
    {
        TimeSpan left = TimeSpan.FromSeconds(seconds) - Stopwatch.GetElapsedTime(startedAt);
        if (left > TimeSpan.Zero) await Task.Delay(left, cancellationToken).ConfigureAwait(false);
    }
}
