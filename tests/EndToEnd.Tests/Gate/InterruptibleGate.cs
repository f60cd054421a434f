using System.Diagnostics;
using System.Globalization;
using HotPath.Gate.Machine;

namespace HotPath.EndToEnd.Tests.Gate;

/// <summary>hotpath-gate as a process of its own, which can be sent what Ctrl+C sends.</summary>
internal sealed class InterruptibleGate : IAsyncDisposable
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    private readonly ChildProcess _process;

    private InterruptibleGate(ChildProcess process) => _process = process;

    public static Launch LaunchOf(params string[] arguments) => new(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "hotpath-gate.dll"), .. arguments]);

    public static InterruptibleGate Start(params string[] arguments) => Start(LaunchOf(arguments));

    public static InterruptibleGate Start(Launch launch) => new(ChildProcess.Start(launch, pin: null));

    /// <summary>Waits until it has a child of this name.</summary>
    /// <returns>That child and its own.</returns>
    public async Task<int[]> ChildrenAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            int[] children = [.. ProcessTree.ChildrenOf(_process.Id).Where(child => NameOf(child) == name)];
            int[] all = [.. children, .. children.SelectMany(ProcessTree.ChildrenOf)];
            if (all.Length > children.Length) return all;

            Assert.False(_process.HasExited, "the comparison ended by itself");
            await Task.Delay(PollEvery, cancellationToken);
        }
    }

    public async Task<(int ExitCode, string Error)> InterruptAsync(CancellationToken cancellationToken)
    {
        using Process kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        ProcessEnd end = await _process.EndAsync(cancellationToken);
        return (end.ExitCode, end.Error);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string? NameOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").Trim();
        }
        catch (IOException) // it ended meanwhile
        {
            return null;
        }
    }
}
