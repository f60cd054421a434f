using System.Runtime.InteropServices;

namespace HotPath.Soak.Commands;

/// <summary>Ctrl+C and SIGTERM: the first asks a run to end, judge and report, within ten seconds; the second leaves at once.</summary>
internal sealed class EndSignals : IDisposable
{
    private static readonly TimeSpan OneAct = TimeSpan.FromSeconds(1);

    /// <summary>How long answers in flight may still come: who sends SIGTERM often sends SIGKILL ten seconds later, and judging and reporting want their part of them.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private long _stoppedAt;

    public EndSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, On);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, On);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled some seconds later: what is in flight is not waited for any longer.</summary>
    public CancellationToken Abandon => _abandon.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stop.Dispose();
        _abandon.Dispose();
    }

    private void On(PosixSignalContext signal)
    {
        // The second is left to the system, which ends the process there and then. But one act of the user may arrive as two signals: a
        // supervisor passes its own on to the child and to the child's group.
        signal.Cancel = !_stop.IsCancellationRequested || TimeProvider.System.GetElapsedTime(_stoppedAt) < OneAct;
        if (_stop.IsCancellationRequested) return;

        _stoppedAt = TimeProvider.System.GetTimestamp();
        _abandon.CancelAfter(Grace);
        _stop.Cancel();
    }
}
