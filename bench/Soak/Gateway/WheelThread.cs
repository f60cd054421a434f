using HotPath.Soak.Machine;

namespace HotPath.Soak.Gateway;

/// <summary>Turns a wheel, from its start until it is disposed. Sleeps to the absolute moment of each tick, so that nothing drifts.</summary>
internal sealed class WheelThread : IDisposable
{
    private readonly TokenWheel _wheel;
    private readonly Thread _thread;
    private readonly bool _leads;
    private volatile bool _stopping;

    /// <param name="wheel">On <see cref="TimeProvider.System"/>'s clock.</param>
    /// <param name="leads">
    /// The process is there for the wheel: its other threads step back behind this one. What opens streams and compiles code comes in bursts, and with half of a
    /// core the wheel falls behind what is due meanwhile.
    /// </param>
    public WheelThread(TokenWheel wheel, bool leads = false)
    {
        _wheel = wheel;
        _leads = leads;
        _thread = new Thread(Run) { IsBackground = true, Name = "token wheel", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
    }

    private void Run()
    {
        PreciseSleep.PrepareThread();
        if (_leads) OtherThreads.StepBack();
        while (!_stopping)
        {
            PreciseSleep.Until(_wheel.NextTurnAt);
            _wheel.Turn();
        }
    }
}
