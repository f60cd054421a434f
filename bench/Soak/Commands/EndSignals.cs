using System.Runtime.InteropServices;

namespace HotPath.Soak.Commands;

/// <summary>Ctrl+C and SIGTERM: the first asks a run to end, judge and report; the second leaves at once.</summary>
internal sealed class EndSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public EndSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, On);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, On);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stop.Dispose();
    }

    private void On(PosixSignalContext signal)
    {
        // The second is left to the system, which ends the process there and then.
        signal.Cancel = !_stop.IsCancellationRequested;
        _stop.Cancel();
    }
}
