using HotPath.Soak.Machine;

namespace HotPath.Soak.Gateway;

/// <summary>Turns a wheel, from its start until it is disposed. Sleeps to the absolute moment of each tick, so that nothing drifts.</summary>
internal sealed class WheelThread : IDisposable
{
    private readonly TokenWheel _wheel;
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <param name="wheel">On <see cref="TimeProvider.System"/>'s clock.</param>
    public WheelThread(TokenWheel wheel)
    {
        _wheel = wheel;
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
        while (!_stopping)
        {
            PreciseSleep.Until(_wheel.NextTurnAt);
            _wheel.Turn();
        }
    }
}
