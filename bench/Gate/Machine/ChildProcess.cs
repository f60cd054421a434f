using System.Diagnostics;
using System.Globalization;

namespace HotPath.Gate.Machine;

/// <summary>A process of ours, on a core of its own where there is one; gone with all its children after <see cref="DisposeAsync"/>.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;
    private Task<string>? _output;

    private ChildProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>taskset starts a program in its own place, so the id is that of the program.</summary>
    public static ChildProcess Start(Launch launch, CorePin? pin)
    {
        ProcessStartInfo start = pin is null
            ? new ProcessStartInfo(launch.FileName, launch.Arguments)
            : new ProcessStartInfo(pin.Taskset, ["-c", pin.Core.ToString(CultureInfo.InvariantCulture), launch.FileName, .. launch.Arguments]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        if (launch.Folder is { } folder) start.WorkingDirectory = folder;
        foreach ((string name, string value) in launch.Environment) start.Environment[name] = value;
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Hands a line to its input, at once.</summary>
    public async Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
        await _process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The next line of its output; only before <see cref="EndAsync"/>.</summary>
    public ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) => _process.StandardOutput.ReadLineAsync(cancellationToken);

    /// <summary>Waits until it has ended by itself. Cancelled, it goes on until it is disposed.</summary>
    /// <exception cref="OperationCanceledException">Also where it has ended: a terminal sends Ctrl+C to it as well, and how it ended then says nothing.</exception>
    public async Task<ProcessEnd> EndAsync(CancellationToken cancellationToken)
    {
        _output ??= _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new ProcessEnd(_process.ExitCode, await _output.ConfigureAwait(false), await _error.ConfigureAwait(false));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true); // does nothing where it has ended
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        await _error.ConfigureAwait(false); // its children hold it too: at its end the last of them is gone
        _process.Dispose();
    }
}
