using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Tools;

/// <summary>A load generator: where it is, how it is told what to do, and what it answers.</summary>
internal abstract class PeerTool
{
    public abstract string Name { get; }

    /// <summary>The command that brings it.</summary>
    public abstract string Install { get; }

    public virtual bool OverHttp2 => false;

    /// <summary>Whether it sends what is due, however many answers are outstanding.</summary>
    public virtual bool IsOpenLoop => false;

    /// <summary>Whether its latencies are without its warm-up.</summary>
    public virtual bool LeavesOutWarmUp => false;

    /// <summary>Seconds of load until its CPU for a request no longer falls.</summary>
    public virtual int LeastWarmUp => 0;

    /// <returns>The program's full path; null where it is not on this machine.</returns>
    public abstract string? Find();

    /// <returns>As the program says it, or the package it came in; null where neither tells.</returns>
    public abstract Task<string?> VersionAsync(string program, CancellationToken cancellationToken);

    /// <returns>Why it cannot do this work; null when it can.</returns>
    public virtual string? WhyNot(Work work) => WhyNotSpoken(work)
        ?? (work.IsPaced ? "it does not read events" : work.Reconnects ? "it keeps its connections" : null);

    public abstract Launch Prepare(string program, ToolOrder order);

    /// <exception cref="ToolException">It gave no figures.</exception>
    public abstract ToolReading Read(ProcessEnd end, ToolOrder order);

    protected string? WhyNotSpoken(Work work) => (work.OverHttp2 ?? OverHttp2) == OverHttp2 ? null : $"it is done over HTTP/{(OverHttp2 ? "1.1" : "2")}";
}
