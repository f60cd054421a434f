using System.Runtime.InteropServices;

namespace HotPath.Gate.Machine;

/// <summary>Ctrl+C and SIGTERM: cancels, so that all that was started is stopped before the process ends.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, On);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, On);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void On(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _source.Cancel();
    }
}
